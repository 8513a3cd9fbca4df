<#
  De proef van liagen op Windows: alle opdrachten met wat er op Windows anders gaat, en Microsoft Word als het er is.

  Gebruik, in PowerShell, in een map met de bestanden van een uitgave:

    powershell -ExecutionPolicy Bypass -File windows-proef.ps1 -Wiel liagen-1.0.0-py3-none-any.whl -Profiel meierijstad.yaml

  -Wiel      het pakket van liagen (.whl)
  -Profiel   een profiel om mee te proberen, bijvoorbeeld examples\meierijstad.yaml uit de broncode
  -Verwacht  een document dat elders van dat profiel is gemaakt (examples\meierijstad.docx); dan wordt gekeken of het
             dezelfde bytes heeft. Alleen zinvol bij dezelfde uitgave.
  -Wielen    een map met de pakketten waar liagen op steunt, voor een computer zonder internet
  -Map       waar de proef haar bestanden zet; anders een nieuwe map onder %TEMP%
  -ZonderWord  laat Word ongemoeid, ook als het er is

  Er verandert niets buiten die map. Aan het eind staat er uitslag.txt: een regel per proef, met GOED, FOUT of NIET.
  Dit script is geschreven zonder Windows bij de hand. Wat er niet loopt, is dus ook een uitslag: stuur die regel mee.
  Alleen ASCII, want Windows PowerShell 5.1 leest een script zonder BOM als ANSI.
#>
param(
  [Parameter(Mandatory = $true)] [string] $Wiel,
  [Parameter(Mandatory = $true)] [string] $Profiel,
  [string] $Verwacht = "",
  [string] $Wielen = "",
  [string] $Map = (Join-Path $env:TEMP ("liagen-proef-" + (Get-Date -Format "yyyyMMdd-HHmmss"))),
  [switch] $ZonderWord
)
Set-StrictMode -Version 2
$ErrorActionPreference = "Stop"

# Wat er gedraaid wordt, in volgorde: naam | code aan het eind | argumenten. De code is 0 (goed), 1 (iets te herstellen)
# of 2 (verkeerd gebruikt). Een test draait deze regels ook op Linux (tests/test_windows_proef.py).
$Opdrachten = @'
versie                                | 0 | --version
hulp                                  | 0 | maak -h
leeg profiel                          | 0 | nieuw leeg.yaml
nieuw vervangt niets                  | 1 | nieuw leeg.yaml
controleer                            | 0 | controleer proef.yaml
profiel van Kladblok (BOM, CRLF)      | 0 | controleer kladblok.yaml
profiel in ANSI wordt geweigerd       | 1 | controleer ansi.yaml
hoofdstuk en werkblad                 | 0 | maak proef.yaml -o proef.docx --datum 2027-01-04
maak vervangt niets                   | 1 | maak proef.yaml -o proef.docx --datum 2027-01-04
spaties en een trema in de naam       | 0 | maak proef.yaml -o "map met spaties/ge{e-trema}rfd.docx" --datum 2027-01-04
profiel dat er niet is                | 1 | maak bestaat-niet.yaml -o niets.docx
webpagina                             | 0 | maak proef.yaml -o proef.html --datum 2027-01-04
platte tekst                          | 0 | maak proef.yaml -o proef.md --datum 2027-01-04
schone stukken                        | 0 | maak proef.yaml -o schoon.docx --schoon --stukken raadsvoorstel --datum 2027-01-04
bijwerken zonder veranderingen        | 0 | bijwerken proef.docx -o bij.docx --datum 2027-01-04
bijwerken als bijgehouden wijziging   | 0 | bijwerken proef.docx --profiel later.yaml -o gevolgd.docx --als-wijziging --datum 2027-01-04
teruglezen                            | 0 | teruglezen proef.docx -o terug.yaml
vragen aan een collega                | 0 | vraag proef.yaml --aan directie -o vragen.docx --datum 2027-01-04
vragen voor een e-mail                | 0 | vraag proef.yaml --aan directie --mail -o vragen.txt --datum 2027-01-04
terugblik                             | 0 | voortgang proef.docx -o voortgang.docx
invoegen in een Word-bestand          | 0 | invoegen proef.yaml --in schoon.docx -o ingevoegd.docx --datum 2027-01-04
reeks met twee processen              | 0 | reeks reeks -o reeks-uit --jobs 2 --datum 2027-01-04
reeks gaat verder                     | 0 | reeks reeks -o reeks-uit --jobs 2 --verder --datum 2027-01-04
leg uit                               | 0 | leg-uit proef.yaml werkgroep
vergelijk                             | 0 | vergelijk proef.yaml leeg.yaml
huisstijl controleren                 | 0 | huisstijl controleer schoon.docx
eigen pakket                          | 0 | sjabloon kopieer intranet eigen
eigen pakket controleren              | 0 | sjabloon controleer eigen
eigen pakket inpakken                 | 0 | sjabloon inpakken eigen
verkeerd gebruikt                     | 2 | maak
'@

$Uitslag = New-Object System.Collections.Generic.List[string]

function Meld([string] $Oordeel, [string] $Naam, [string] $Wat = "") {
  $regel = "{0,-4}  {1,-42} {2}" -f $Oordeel, $Naam, $Wat
  $Uitslag.Add($regel)
  Write-Host $regel
}

function Probeer([string] $Naam, [scriptblock] $Doe) {
  try { Meld "GOED" $Naam ([string] (& $Doe)) } catch { Meld "FOUT" $Naam $_.Exception.Message }
}

# Uitvoer gaat naar een bestand: zo blijkt ook of een doorgegeven uitvoer (| of >) op de tekenset van de console stukloopt.
function Draai([string] $Regel) {
  $uit = Join-Path $Map "uitvoer.txt"; $fout = Join-Path $Map "fouten.txt"
  $gestart = Start-Process -FilePath $Liagen -ArgumentList $Regel -WorkingDirectory $Map -NoNewWindow -Wait -PassThru `
    -RedirectStandardOutput $uit -RedirectStandardError $fout
  $gezegd = ([string] (Get-Content -Raw $uit)) + ([string] (Get-Content -Raw $fout))
  Add-Content -Path (Join-Path $Map "alles.txt") -Value ("> liagen " + $Regel + "`r`n" + $gezegd) -Encoding UTF8
  if ($gezegd -match "Traceback") { throw "traceback; zie alles.txt" }
  return $gestart.ExitCode
}

function Digest([string] $Bestand) { return (Get-FileHash -Algorithm SHA256 -Path $Bestand).Hash.ToLower() }

# --- voorbereiding

New-Item -ItemType Directory -Force -Path $Map | Out-Null
$Wiel = (Resolve-Path $Wiel).Path; $Profiel = (Resolve-Path $Profiel).Path
if ($Verwacht) { $Verwacht = (Resolve-Path $Verwacht).Path }
$Uitslag.Add("Proef van liagen op Windows, " + (Get-Date -Format "yyyy-MM-dd HH:mm"))
$Uitslag.Add("Windows: " + [Environment]::OSVersion.VersionString + "; PowerShell: " + $PSVersionTable.PSVersion)
$Uitslag.Add("Taal: " + (Get-Culture).Name + "; tekenset van de console: " + [Console]::OutputEncoding.CodePage)
$edge = Get-ItemProperty "HKLM:\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{56EB18F8-B008-4CBD-B6D2-8C97FE7E9062}" -ErrorAction SilentlyContinue
if ($edge) { $Uitslag.Add("Edge: " + $edge.pv) }

$python = if (Get-Command py -ErrorAction SilentlyContinue) { "py" } else { "python" }
$Uitslag.Add("Python: " + (& $python --version))
& $python -m venv (Join-Path $Map "venv")
$binnen = Join-Path $Map "venv\Scripts\python.exe"
$pip = @("-m", "pip", "install", "--quiet")
if ($Wielen) { $pip += @("--no-index", "--find-links", (Resolve-Path $Wielen).Path) }
Probeer "installeren" { & $binnen @pip $Wiel; if ($LASTEXITCODE) { throw "pip: $LASTEXITCODE" } }
$Liagen = Join-Path $Map "venv\Scripts\liagen.exe"

$tekst = [IO.File]::ReadAllText($Profiel, [Text.Encoding]::UTF8) -replace "`r`n", "`n"
$zonder = New-Object Text.UTF8Encoding $false
[IO.File]::WriteAllText((Join-Path $Map "proef.yaml"), $tekst, $zonder)
[IO.File]::WriteAllText((Join-Path $Map "later.yaml"), ($tekst -replace "fte: \d+", "fte: 1234"), $zonder)
[IO.File]::WriteAllText((Join-Path $Map "kladblok.yaml"), ($tekst -replace "`n", "`r`n"), (New-Object Text.UTF8Encoding $true))
$ansi = "gemeente:`r`n  naam: Ge" + [char] 235 + "rfdorp`r`n"
[IO.File]::WriteAllBytes((Join-Path $Map "ansi.yaml"), [Text.Encoding]::GetEncoding(1252).GetBytes($ansi))
New-Item -ItemType Directory -Force -Path (Join-Path $Map "map met spaties"), (Join-Path $Map "reeks") | Out-Null
foreach ($nummer in 1..4) { Copy-Item (Join-Path $Map "proef.yaml") (Join-Path $Map "reeks\gemeente-$nummer.yaml") }

# --- alle opdrachten

foreach ($rij in ($Opdrachten -split "`r?`n")) {
  if (-not $rij.Trim()) { continue }
  $naam, $code, $regel = ($rij -split "\|", 3) | ForEach-Object { $_.Trim() }
  $regel = $regel.Replace("{e-trema}", [string] [char] 235)
  Probeer $naam {
    $gekregen = Draai $regel
    if ($gekregen -ne [int] $code) { throw "code $gekregen in plaats van $code" }
  }
}

# --- wat alleen op Windows bestaat

Probeer "dezelfde bytes als elders" {
  if (-not $Verwacht) { return "niet gevraagd (-Verwacht)" }
  if ((Digest $Verwacht) -ne (Digest (Join-Path $Map "proef.docx"))) { throw "andere bytes dan $Verwacht" }
}
Probeer "document open in een ander programma" {
  $slot = [IO.File]::Open((Join-Path $Map "proef.docx"), "Open", "ReadWrite", "None")
  try { $code = Draai "maak proef.yaml -o proef.docx --overschrijf --datum 2027-01-04" } finally { $slot.Close() }
  if ($code -ne 1) { throw "code $code in plaats van 1" }
  if (-not ((Get-Content -Raw (Join-Path $Map "fouten.txt")) -match "open")) { throw "de melding zegt niet dat het open is" }
}
Probeer "pad van meer dan 260 tekens" {
  $code = Draai ("maak proef.yaml -o " + ("d" * 120) + "\" + ("e" * 130) + ".docx --datum 2027-01-04")
  return "code $code (0 of 1 is goed; een traceback niet)"
}
Probeer "venster geeft zijn pagina" {
  $gestart = Start-Process -FilePath $Liagen -ArgumentList "venster proef.yaml --geen-browser --poort 8799" -PassThru -NoNewWindow `
    -WorkingDirectory $Map -RedirectStandardOutput (Join-Path $Map "venster.txt")
  try {
    $adres = ""
    foreach ($keer in 1..60) {
      Start-Sleep -Milliseconds 500
      if ([string] (Get-Content -Raw (Join-Path $Map "venster.txt")) -match "http://\S+") { $adres = $Matches[0]; break }
    }
    if (-not $adres) { throw "na een halve minuut nog geen adres" }
    if ((Invoke-WebRequest -UseBasicParsing $adres).StatusCode -ne 200) { throw "geen pagina op $adres" }
  } finally { Stop-Process -Id $gestart.Id -Force }
}

# --- Word zelf: wat een programma kan doen; de rest staat in docs/proef-word.md

function MetWord([string] $Bestand, [scriptblock] $Doe) {
  $document = $Word.Documents.Open((Join-Path $Map $Bestand), $false, $false, $false)
  try { & $Doe $document } finally { $document.Close($false) }
}

$Word = $null
if (-not $ZonderWord) { try { $Word = New-Object -ComObject Word.Application } catch { } }
if (-not $Word) {
  Meld "NIET" "Microsoft Word" "niet gevonden, of overgeslagen"
} else {
  try {
    $Word.Visible = $false; $Word.DisplayAlerts = 0
    $Uitslag.Add("Word: " + $Word.Version + " (" + $Word.Build + ")")
    $teOpenen = "proef.docx", "proef-werkblad.docx", "schoon.docx", "schoon-raadsvoorstel.docx", "gevolgd.docx", `
      "ingevoegd.docx", "vragen.docx", "voortgang.docx"
    foreach ($bestand in $teOpenen) {
      Probeer "Word opent $bestand" {
        MetWord $bestand {
          param($d)
          $d.Bookmarks.ShowHidden = $true
          return ("{0} alinea's, {1} opmerkingen, {2} invulvakken, {3} bladwijzers, {4} wijzigingen, {5} bladzijden" -f `
            $d.Paragraphs.Count, $d.Comments.Count, $d.ContentControls.Count, $d.Bookmarks.Count, $d.Revisions.Count, $d.ComputeStatistics(2))
        }
      }
    }
    Probeer "Word bewaart, liagen herkent" {
      MetWord "proef.docx" { param($d) $d.SaveAs2((Join-Path $Map "door-word.docx"), 16) }
      $code = Draai "bijwerken door-word.docx -o door-word-bij.docx --datum 2027-01-04"
      if ($code) { throw "bijwerken: code $code" }
      $code = Draai "teruglezen door-word.docx -o door-word-terug.yaml"
      if ($code) { throw "teruglezen: code $code" }
    }
    foreach ($daad in "splitsen", "samenvoegen", "kopieren", "verplaatsen") {
      Probeer "Word: alinea $daad, dan bijwerken" {
        MetWord "proef.docx" {
          param($d)
          $d.Bookmarks.ShowHidden = $true
          $lang = @($d.Paragraphs | Where-Object { $_.Range.Words.Count -gt 25 -and -not $_.Range.Information(12) })
          $alinea = $lang[1].Range
          if ($daad -eq "splitsen") { $alinea.Words.Item(12).InsertBefore("`r") }
          if ($daad -eq "samenvoegen") { $alinea.Characters.Last.Delete() | Out-Null }
          if ($daad -eq "kopieren") { $alinea.Copy(); $plek = $d.Content; $plek.Collapse(0); $plek.Paste() }
          if ($daad -eq "verplaatsen") { $alinea.Cut(); $plek = $d.Content; $plek.Collapse(0); $plek.Paste() }
          $d.SaveAs2((Join-Path $Map "$daad.docx"), 16)
        }
        $code = Draai "bijwerken $daad.docx -o $daad-bij.docx --json --datum 2027-01-04"
        Copy-Item (Join-Path $Map "uitvoer.txt") (Join-Path $Map "$daad.json")
        if ($code) { throw "bijwerken: code $code" }
        return "kijk in $daad.json en $daad-bij.docx"
      }
    }
    Probeer "Word accepteert alle wijzigingen" {
      MetWord "gevolgd.docx" { param($d) $d.Revisions.AcceptAll(); $d.SaveAs2((Join-Path $Map "geaccepteerd.docx"), 16) }
      if (Draai "bijwerken geaccepteerd.docx -o geaccepteerd-bij.docx --datum 2027-01-04") { throw "bijwerken lukt niet" }
    }
    Probeer "Word weigert alle wijzigingen" {
      MetWord "gevolgd.docx" { param($d) $d.Revisions.RejectAll(); $d.SaveAs2((Join-Path $Map "geweigerd.docx"), 16) }
      if (Draai "bijwerken geweigerd.docx -o geweigerd-bij.docx --datum 2027-01-04") { throw "bijwerken lukt niet" }
    }
    Probeer "Word maakt een pdf" { MetWord "schoon.docx" { param($d) $d.SaveAs2((Join-Path $Map "door-word.pdf"), 17) } }
  } finally { $Word.Quit() }
}

$Uitslag | Set-Content -Path (Join-Path $Map "uitslag.txt") -Encoding UTF8
Write-Host ""
Write-Host ("Klaar. De uitslag staat in " + (Join-Path $Map "uitslag.txt") + "; stuur de hele map mee met docs/proef-word.md.")
if ($Uitslag -match "^FOUT") { exit 1 }
