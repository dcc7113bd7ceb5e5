; 安装程序：每个用户自己安装，不需要管理员权限。由 .ci/windows 调用：
;   makensis -INPUTCHARSET UTF8 -DVERSION=0.1.0 -DFILES=文件夹 -DICON=图标.ico -DSIDE=左侧图.bmp -DOUT=安装程序.exe installer.nsi
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include Sections.nsh

!define KEY "juesuan"
!define NAME "决算公开编审"
!define EXTENSION ".juesuan"
!define PROGRAM_ID "juesuan.project.1"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${KEY}"

Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS Win10
InstallDir "$LOCALAPPDATA\Programs\${KEY}"
InstallDirRegKey HKCU "Software\${KEY}" "InstallDir"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT 或 Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "将为当前用户安装 ${NAME} ${VERSION}，不需要管理员权限。$\r$\n$\r$\n已安装旧版本的，将直接升级，设置和您的文件都会保留。"
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\juesuan.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开${NAME}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将卸载${NAME}。您的项目文件和导出的文件都会保留；程序设置也会保留，下一页可选择删除。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A running program cannot be replaced: ask until it is closed; a silent installation gives up with exit code 2.
!macro WaitUntilClosed PREFIX
Function ${PREFIX}WaitUntilClosed
  ${Do}
    IfFileExists "$INSTDIR\juesuan.exe" 0 free
    ClearErrors
    FileOpen $0 "$INSTDIR\juesuan.exe" a
    IfErrors busy
    FileClose $0
    free:
    ${ExitDo}
    busy:
    IfSilent 0 +3
      SetErrorLevel 2
      Abort
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正在运行。请先保存并关闭它，然后点“重试”。" IDRETRY again
    Abort
    again:
  ${Loop}
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Section "${NAME}（必需）"
  SectionIn RO
  SetShellVarContext current
  Call WaitUntilClosed
  SetOutPath "$INSTDIR"
  File "${FILES}/juesuan.exe"
  File "${FILES}/juesuan-cli.exe"
  File "${FILES}/document.ico"
  File "${FILES}/许可.txt"
  File "${FILES}/第三方许可.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\juesuan.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}\卸载${NAME}.lnk" "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "Software\${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\${EXTENSION}" "" "${PROGRAM_ID}"
  WriteRegStr HKCU "Software\Classes\${EXTENSION}\OpenWithProgids" "${PROGRAM_ID}" ""
  WriteRegStr HKCU "Software\Classes\${PROGRAM_ID}" "" "决算项目文件"
  WriteRegStr HKCU "Software\Classes\${PROGRAM_ID}\DefaultIcon" "" "$INSTDIR\document.ico"
  WriteRegStr HKCU "Software\Classes\${PROGRAM_ID}\shell\open\command" "" '"$INSTDIR\juesuan.exe" "%1"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\juesuan.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "桌面快捷方式" DESKTOP_SHORTCUT
  SetShellVarContext current
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\juesuan.exe"
SectionEnd

; What was chosen holds for the next upgrade as well.
Section "-choice"
  SetShellVarContext current
  ${If} ${SectionIsSelected} ${DESKTOP_SHORTCUT}
    WriteRegDWORD HKCU "Software\${KEY}" "DesktopShortcut" 1
  ${Else}
    WriteRegDWORD HKCU "Software\${KEY}" "DesktopShortcut" 0
    Delete "$DESKTOP\${NAME}.lnk"
  ${EndIf}
SectionEnd

Function .onInit
  ClearErrors
  ReadRegDWORD $0 HKCU "Software\${KEY}" "DesktopShortcut"
  ${IfNot} ${Errors}
  ${AndIf} $0 = 0
    !insertmacro UnselectSection ${DESKTOP_SHORTCUT}
  ${EndIf}
FunctionEnd

Section "un.${NAME}（必需）"
  SectionIn RO
  SetShellVarContext current
  Call un.WaitUntilClosed
  Delete "$INSTDIR\juesuan.exe"
  Delete "$INSTDIR\juesuan-cli.exe"
  Delete "$INSTDIR\document.ico"
  Delete "$INSTDIR\许可.txt"
  Delete "$INSTDIR\第三方许可.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$DESKTOP\${NAME}.lnk"
  Delete "$SMPROGRAMS\${NAME}\${NAME}.lnk"
  Delete "$SMPROGRAMS\${NAME}\卸载${NAME}.lnk"
  RMDir "$SMPROGRAMS\${NAME}"
  DeleteRegKey HKCU "Software\Classes\${PROGRAM_ID}"
  ReadRegStr $0 HKCU "Software\Classes\${EXTENSION}" ""
  ${If} $0 == "${PROGRAM_ID}"
    DeleteRegKey HKCU "Software\Classes\${EXTENSION}"
  ${EndIf}
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "Software\${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

; Work that was kept after a crash, former versions and keys are in the same folder: they are the user's and stay.
Section /o "un.程序设置和运行日志"
  Delete "$LOCALAPPDATA\${KEY}\data\settings.json"
  Delete "$LOCALAPPDATA\${KEY}\data\juesuan*.log"
  Delete "$LOCALAPPDATA\${KEY}\data\fault-*.txt"
  Delete "$LOCALAPPDATA\${KEY}\data\starting"
  RMDir "$LOCALAPPDATA\${KEY}\data\recovery"
  RMDir "$LOCALAPPDATA\${KEY}\data"
  RMDir "$LOCALAPPDATA\${KEY}"
SectionEnd
