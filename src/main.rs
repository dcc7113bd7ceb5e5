//! The window program: logging, the hook that saves the work when the program fails, the choice of the renderer, and
//! the message when no window can be opened. Nothing else.

#![cfg_attr(windows, windows_subsystem = "windows")]

use std::{
    io::Write,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use eframe::{NativeOptions, egui};
use juesuan::{
    app::{
        ANOTHER_WINDOW, App, Desktop, Door, Handover, Lanes, Rescue, Start, another_door, hand_over,
        keep_at_the_last_moment,
    },
    console::{
        CONSOLE_MARK, EVIDENCE_MARK, EXPORT_MARK, PAGE_MARK, PREVIEW_MARK, run_console, run_evidence_child,
        run_export_child, run_page_child, run_preview_child,
    },
    shown::for_terminal,
    storage::{DataFolder, FaultReport, Renderer, Settings, StartMarker, log_file, open_log},
};
use lexopt::prelude::*;

const TITLE: &str = "决算公开编审";

/// Only the child that reads files of others has a limit.
#[global_allocator]
static MEMORY: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

fn limit_memory(bytes: usize) {
    // It fails only if more is in use already, and then the first allocation ends the process.
    let _ = MEMORY.set_limit(bytes);
}

/// Where the log says what was started and how; more than warnings only from here.
const START: &str = "start";

/// Names the renderer that panicked, to the process that is to try the other one.
const PANICKED_VARIABLE: &str = "JUESUAN_RENDERER_PANICKED";

/// How long what is still to be written may take when the window is gone: a server may be off.
const AT_THE_END: Duration = Duration::from_secs(20);

/// What the command line asks for.
#[derive(Default)]
struct Arguments {
    file: Option<PathBuf>,
    renderer: Option<Renderer>,
    /// One more window, though one is open.
    is_another: bool,
    /// Sentences about what was not understood: no reason not to start.
    remarks: Vec<String>,
}

fn main() -> ExitCode {
    let started = Instant::now();
    let mut words = std::env::args_os().skip(1);
    match words.next() {
        Some(word) if word == CONSOLE_MARK => return run_console(words),
        Some(word) if word == EXPORT_MARK => return run_export_child(),
        Some(word) if word == EVIDENCE_MARK => return run_evidence_child(limit_memory),
        Some(word) if word == PAGE_MARK => return run_page_child(limit_memory),
        Some(word) if word == PREVIEW_MARK => return run_preview_child(),
        _ => {}
    }
    let data = DataFolder::locate();
    start_log(data.as_ref());
    let arguments = read_arguments(lexopt::Parser::from_env());
    for remark in &arguments.remarks {
        eprintln!("{}\n用法：juesuan [--renderer glow|wgpu] [文件]", for_terminal(remark));
    }
    if !has_display() {
        println!("这里没有显示器，窗口没有打开；审核文件请用：juesuan-cli check 文件");
        return ExitCode::SUCCESS;
    }
    let find_door = |data| match arguments.is_another {
        true => another_door(data),
        false => hand_over(data, arguments.file.as_deref()),
    };
    let door = match data.as_ref().map(find_door) {
        Some(Handover::Taken) => {
            log::info!(target: START, "the window that is open already took over");
            return ExitCode::SUCCESS;
        }
        Some(Handover::First(door)) => Some(door),
        Some(Handover::Alone) | None => None,
    };
    let (version, system) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    let now = chrono::Local::now().format("%Y-%m-%d %H:%M:%S");
    log::info!(target: START, "{now} {TITLE} {version}, {system} {}", std::env::consts::ARCH);
    let rescue = Rescue::default();
    on_panic(rescue.clone(), data.clone());
    keep_at_the_last_moment(&rescue);
    run(&arguments, data, &rescue, door, started)
}

/// Windows and macOS always have one; elsewhere a display names itself in the environment.
fn has_display() -> bool {
    let is_named = |variable| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || is_named("DISPLAY") || is_named("WAYLAND_DISPLAY")
}

fn read_arguments(mut parser: lexopt::Parser) -> Arguments {
    let mut arguments = Arguments::default();
    loop {
        match parser.next() {
            Ok(None) => return arguments,
            Ok(Some(Long("renderer"))) => {
                let name = parser.optional_value().or_else(|| parser.value().ok()).unwrap_or_default();
                arguments.renderer = name.to_str().and_then(Renderer::from_name);
                if arguments.renderer.is_none() {
                    arguments.remarks.push("启动参数 --renderer 只能是 glow 或 wgpu，已忽略".to_owned());
                }
            }
            Ok(Some(Long(name))) if name == ANOTHER_WINDOW => arguments.is_another = true,
            Ok(Some(Value(path))) if arguments.file.is_none() => arguments.file = Some(path.into()),
            Ok(Some(Value(path))) => {
                let path = PathBuf::from(path);
                arguments.remarks.push(format!("一次只能打开一个文件，没有打开 {}", path.display()));
            }
            Ok(Some(Long(name))) => arguments.remarks.push(format!("不认识的启动参数 --{name}，已忽略")),
            Ok(Some(Short(name))) => arguments.remarks.push(format!("不认识的启动参数 -{name}，已忽略")),
            // The value of an option that was ignored.
            Err(_) => {}
        }
    }
}

/// To the data folder, where a helper can find it; to standard error when `RUST_LOG` asks for more.
fn start_log(data: Option<&DataFolder>) {
    let usual = format!("warn,{START}=info");
    let mut logger = env_logger::Builder::from_env(env_logger::Env::default().default_filter_or(usual));
    if let Some(file) = data.filter(|_| std::env::var_os("RUST_LOG").is_none()).and_then(open_log) {
        logger.target(env_logger::Target::Pipe(Box::new(file)));
    }
    // The usual form, cleaned: nothing in a name or text may control a terminal.
    logger.format(|out, record| {
        let said = for_terminal(&record.args().to_string());
        writeln!(out, "[{:<5} {}] {said}", record.level(), record.target())
    });
    logger.init();
}

/// Saves the work first; then writes down for the maintainers what went wrong, without amounts.
fn on_panic(rescue: Rescue, data: Option<DataFolder>) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        rescue.keep_now();
        let report = FaultReport::of(&panic.to_string(), &std::backtrace::Backtrace::force_capture().to_string());
        log::error!("{}", report.summary());
        if let Some(Err(error)) = data.as_ref().map(|data| report.write(data)) {
            log::error!("the report of it could not be written: {error}");
        }
        usual(panic);
    }));
}

/// Tries the renderers until one works.
fn run(
    arguments: &Arguments,
    data: Option<DataFolder>,
    rescue: &Rescue,
    door: Option<Door>,
    began: Instant,
) -> ExitCode {
    let settings = data.as_ref().map(Settings::load).unwrap_or_default();
    let panicked = std::env::var(PANICKED_VARIABLE).ok().and_then(|name| Renderer::from_name(&name));
    let lanes = Lanes::default();
    let order = renderers(arguments.renderer, panicked, data.as_ref(), &settings);
    for (tries, renderer) in order.iter().enumerate() {
        log::info!(target: START, "{}", renderer.name());
        let start = Start::new(began, data.as_ref().and_then(|data| StartMarker::begin(data, *renderer)));
        let desktop = Desktop::new(data.clone(), settings.clone(), start.clone(), lanes.clone());
        // A driver can also make the toolkit panic; the hook writes it down.
        let result = catch_unwind(AssertUnwindSafe(|| {
            open_window(*renderer, arguments, &settings, desktop, rescue.clone(), door.clone())
        }));
        start.end();
        lanes.finish(AT_THE_END);
        match result {
            Ok(Ok(())) => {
                if tries > 0 || panicked.is_some() {
                    remember_renderer(*renderer, data.as_ref());
                }
                return ExitCode::SUCCESS;
            }
            Ok(Err(error)) => log::error!("{} does not work here: {error}", renderer.name()),
            Err(_) if start.is_shown() => return give_up(&after_fault(data.as_ref())),
            Err(_) => {
                log::error!("{} does not work here", renderer.name());
                if arguments.renderer.is_none() && panicked.is_none() && try_other(*renderer, arguments) {
                    return ExitCode::SUCCESS;
                }
                break;
            }
        }
    }
    // Later starts try for themselves.
    drop(door);
    give_up(&no_window(arguments.renderer, data.as_ref()))
}

/// Starts the program anew with the other renderer: after a panic the toolkit opens no window in this process any more.
fn try_other(panicked: Renderer, arguments: &Arguments) -> bool {
    let start = || {
        let mut again = std::process::Command::new(std::env::current_exe()?);
        again.env(PANICKED_VARIABLE, panicked.name()).args(&arguments.file).spawn()
    };
    start().inspect_err(|error| log::error!("the program could not be started anew: {error}")).is_ok()
}

/// Says why the program ends, in a box of the system's own.
fn give_up(why: &str) -> ExitCode {
    eprintln!("{why}");
    rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error).set_title(TITLE).set_description(why).show();
    ExitCode::FAILURE
}

/// What to do when neither renderer works here, or not the one that was asked for.
fn no_window(asked: Option<Renderer>, data: Option<&DataFolder>) -> String {
    let why = match asked {
        Some(asked) => format!("指定的显示方式 {} 在这台电脑上打不开窗口。", asked.name()),
        None => "这台电脑的显示驱动打不开窗口。您的文件没有受到影响。".to_owned(),
    };
    let mut remedies = vec![
        "更新显卡驱动，安装系统更新，然后重新启动电脑",
        "如果正在使用远程桌面，请到电脑本机上打开",
        "换一台电脑打开同一个文件；急需审核或导出时，可用控制台程序 juesuan-cli",
    ];
    if asked.is_some() {
        remedies.insert(0, "去掉启动参数 --renderer，由程序自己选择");
    }
    let remedies: Vec<_> = remedies.iter().zip(1..).map(|(remedy, number)| format!("{number}. {remedy}")).collect();
    let log = data.and_then(log_file);
    let log = log.map(|log| format!("\n\n仍打不开时，请把运行日志发给维护人员：\n{}", log.display()));
    format!("{why}请依次尝试：\n{}{}", remedies.join("\n"), log.unwrap_or_default())
}

/// What became of the work when the program failed.
fn after_fault(data: Option<&DataFolder>) -> String {
    let report = data.map(|data| format!("\n\n出错报告中没有金额，请发给维护人员：\n{}", data.path().display()));
    format!(
        "程序出错，已经关闭。已保存的文件没有受到影响；没有保存的修改已自动留存，再次打开程序时可以恢复。{}",
        report.unwrap_or_default()
    )
}

/// The renderers to try: only the one that was asked for, or only the other one after a panic; otherwise the one known
/// to work here, then the other. A start that left its marker behind has hung, so the other one goes first.
fn renderers(
    asked: Option<Renderer>,
    panicked: Option<Renderer>,
    data: Option<&DataFolder>,
    settings: &Settings,
) -> Vec<Renderer> {
    let other = |renderer| if renderer == Renderer::Glow { Renderer::Wgpu } else { Renderer::Glow };
    if let Some(only) = asked.or(panicked.map(other)) {
        return vec![only];
    }
    let hung = data.and_then(StartMarker::left_behind);
    let first = hung.map(other).or(settings.renderer).unwrap_or(Renderer::Glow);
    vec![first, other(first)]
}

fn remember_renderer(renderer: Renderer, data: Option<&DataFolder>) {
    let Some(data) = data else { return };
    let mut settings = Settings::load(data);
    settings.renderer = Some(renderer);
    if let Err(error) = settings.save(data) {
        log::warn!("the renderer could not be remembered: {error}");
    }
}

fn open_window(
    renderer: Renderer,
    arguments: &Arguments,
    settings: &Settings,
    desktop: Desktop,
    rescue: Rescue,
    door: Option<Door>,
) -> eframe::Result {
    let (file, remarks) = (arguments.file.clone(), arguments.remarks.clone());
    let create: eframe::AppCreator<'_> = Box::new(move |context| {
        let mut app = App::new(&context.egui_ctx, Box::new(desktop), rescue);
        if let Some(door) = door {
            app.take_from(door, &context.egui_ctx);
        }
        if let Some(file) = file {
            app.open_at_start(file);
        }
        for remark in remarks {
            app.warn_at_start(remark);
        }
        Ok(Box::new(app))
    });
    eframe::run_native(TITLE, options(renderer, settings), create)
}

fn options(renderer: Renderer, settings: &Settings) -> NativeOptions {
    // The first time it takes the whole screen, which is often no larger than 1366 × 768.
    let (size, is_maximized) = settings.window.map_or(([1280.0, 720.0], true), |place| (place.size, place.maximized));
    let viewport = egui::ViewportBuilder::default()
        .with_title(TITLE)
        .with_app_id("juesuan")
        .with_icon(icon())
        .with_inner_size(size)
        .with_min_inner_size([480.0, 320.0])
        .with_maximized(is_maximized)
        .with_drag_and_drop(true);
    let renderer = match renderer {
        Renderer::Glow => eframe::Renderer::Glow,
        Renderer::Wgpu => eframe::Renderer::Wgpu,
    };
    let mut options = NativeOptions { viewport, renderer, ..NativeOptions::default() };
    prefer_direct3d(&mut options);
    options
}

/// On Windows, Direct3D 12 has a software adapter for machines without a driver, and the weaker GPU is enough.
fn prefer_direct3d(options: &mut NativeOptions) {
    use eframe::{egui_wgpu::WgpuSetup, wgpu};
    if let WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup {
        setup.power_preference = wgpu::PowerPreference::LowPower;
        if cfg!(windows) {
            setup.instance_descriptor.backends = wgpu::Backends::DX12;
        }
    }
}

/// The icon of the program; the window does without when it cannot be read.
fn icon() -> egui::IconData {
    const SIGN: &[u8] = include_bytes!("../assets/icon/juesuan.png");
    eframe::icon_data::from_png_bytes(SIGN).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Arguments {
        read_arguments(lexopt::Parser::from_args(arguments))
    }

    #[test]
    fn what_is_not_understood_is_said_and_passed_over() {
        let arguments = read(&["甲.juesuan", "--fast=1", "-x", "乙.json", "--renderer=wgpu"]);
        assert_eq!(arguments.file, Some("甲.juesuan".into()));
        assert_eq!(arguments.renderer, Some(Renderer::Wgpu));
        let said = [
            "不认识的启动参数 --fast，已忽略",
            "不认识的启动参数 -x，已忽略",
            "一次只能打开一个文件，没有打开 乙.json",
        ];
        assert_eq!(arguments.remarks, said);
    }

    #[test]
    fn the_renderer_that_works_goes_first_and_one_that_failed_does_not() {
        use Renderer::{Glow, Wgpu};
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let mut settings = Settings::default();
        assert_eq!(renderers(None, None, Some(&data), &settings), [Glow, Wgpu]);
        assert_eq!(renderers(None, Some(Glow), Some(&data), &settings), [Wgpu]);
        assert_eq!(renderers(Some(Glow), None, Some(&data), &settings), [Glow]);
        settings.renderer = Some(Wgpu);
        assert_eq!(renderers(None, None, Some(&data), &settings), [Wgpu, Glow]);
        let _hung = StartMarker::begin(&data, Wgpu);
        assert_eq!(renderers(None, None, Some(&data), &settings), [Glow, Wgpu]);
    }

    #[test]
    fn whoever_gets_no_window_is_told_what_to_do() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        let words = no_window(None, Some(&data));
        assert!(words.contains("1. 更新显卡驱动") && words.contains("3. 换一台电脑"), "{words}");
        assert!(words.contains("juesuan.log") && !words.contains("--renderer"), "{words}");
        assert!(no_window(Some(Renderer::Wgpu), None).contains("1. 去掉启动参数 --renderer"));
    }

    #[test]
    fn a_renderer_that_is_none_is_said() {
        for arguments in [["甲", "--renderer", "gl"].as_slice(), &["甲", "--renderer"]] {
            let read = read(arguments);
            assert_eq!((read.file, read.renderer), (Some("甲".into()), None));
            assert_eq!(read.remarks, ["启动参数 --renderer 只能是 glow 或 wgpu，已忽略"]);
        }
    }
}
