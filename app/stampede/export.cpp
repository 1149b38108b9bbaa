#include "core/analysis/export.h"

#include "app/stampede/command.h"
#include "core/recording/output_file.h"
#include "core/recording/recording_file.h"
#include "core/runtime/say.h"

#include <memory>
#include <string>

namespace stampede {

namespace {

struct ExportArguments {
    std::string recording, form, file;
};

int export_recording(const ExportArguments& a)
{
    const Recording r = read_recording(a.recording);
    OutputFile file(a.file);
    const TextSink out = [&file](std::string_view text) { file.write(text); };
    if (a.form == "trace-event")
        export_trace_events(r, out);
    else if (a.form == "csv")
        export_csv(r, out);
    else
        export_json(r, out);
    file.commit();
    return exit_done;
}

}  // namespace

void add_export(CLI::App& app, Command& chosen)
{
    CLI::App* command =
        app.add_subcommand("export", say("Write a recording in a form that other programs read"));
    const auto a = std::make_shared<ExportArguments>();
    command->add_option("RECORDING", a->recording, say("A file that `stampede run --record` wrote"))
        ->required();
    command
        ->add_option("--to", a->form,
                     say("trace-event (opens in Perfetto: ui.perfetto.dev), csv (a line for each request) or "
                         "json (every event)"))
        ->type_name("FORM")
        ->required()
        ->check(CLI::IsMember({"trace-event", "csv", "json"}));
    command->add_option("FILE", a->file, say("Where to write it"))->required();
    command->callback([&chosen, a] { chosen = [a] { return export_recording(*a); }; });
}

}  // namespace stampede
