#include "core/analysis/explanation.h"

#include "app/stampede/command.h"
#include "app/stampede/text.h"
#include "core/analysis/phrases.h"
#include "core/analysis/recorded_scenario.h"
#include "core/analysis/trouble_text.h"
#include "core/recording/recording_file.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"

#include <fmt/format.h>

#include <memory>

namespace stampede {

namespace {

struct ExplainArguments {
    std::string recording;
    std::uint32_t request = 0;
};

int explain_request(const ExplainArguments& a)
{
    const Recording r = read_recording(a.recording);
    if (a.request < 1 || a.request > r.requests.size())
        throw InputError(say("--request {}: the recording has {}, numbered from 1", a.request,
                             counted(r.requests.size(), "request", "requests")));
    const Explanation e = explain(r, recorded_scenario(r).value_or(Scenario()), CallId::request(a.request));
    fmt::print("{}\n\n", bold(e.headline));
    for (const ExplainedStep& step : e.steps)
        fmt::print("{:>12.3f} ms  {}\n", milliseconds(step.at.time_since_epoch()), step.text);
    if (!e.causes.empty()) fmt::print("\n");
    for (const std::string& cause : e.causes) fmt::print("{}\n", cause);
    for (const ServerTrouble& t : r.trouble)
        if (!e.steps.empty() && t.from <= e.steps.back().at && t.until >= e.steps.front().at)
            fmt::print("\nMeanwhile {}.\n", to_text(t, r.end));
    return exit_done;
}

}  // namespace

void add_explain(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand("explain", say("Tell the story of one request of a recording"));
    const auto a = std::make_shared<ExplainArguments>();
    command->add_option("RECORDING", a->recording, say("A file that `stampede run --record` wrote"))
        ->required();
    command->add_option("--request", a->request, say("Which request, counted from 1 in order of arrival"))
        ->type_name("N")
        ->required();
    command->callback([&chosen, a] { chosen = [a] { return explain_request(*a); }; });
}

}  // namespace stampede
