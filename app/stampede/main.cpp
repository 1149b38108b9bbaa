#include "app/stampede/command.h"

#include "core/runtime/input_error.h"
#include "core/runtime/suggest.h"
#include "core/world/live_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <new>

namespace stampede {

namespace {

constexpr const char* about =
    "See, feel and measure cache stampedes, and what prevents them.\n"
    "Try:  stampede run product-page          one run: how many queries do 1 000 requests make?\n"
    "      stampede compare product-page      the same requests under every strategy\n"
    "      stampede scenarios                 what else there is to run";

constexpr const char* footer =
    "Exit status: 0 done · 1 a check failed · 2 unusable input · 3 Redis cannot be reached.\n"
    "stampede COMMAND --help tells the options of a command.";

int complain(int status, std::string_view sentence)
{
    fmt::print(stderr, "stampede: {}\n", sentence);
    return status;
}

/// One line for what CLI11 has to say about unusable arguments.
std::string in_one_line(const CLI::App& app, const CLI::ParseError& e)
{
    std::string what = e.what();
    for (char& c : what)
        if (c == '\n') c = ' ';
    const auto commands = app.get_subcommands();
    return what +
           fmt::format("; see stampede{} --help", commands.empty() ? "" : " " + commands.front()->get_name());
}

/// What to say about a first word that is no command, probably a slip of the fingers; nothing if it is one,
/// or an option.
std::string slip(const CLI::App& app, std::string_view word)
{
    if (word.starts_with("-")) return {};
    std::vector<std::string> names;
    for (const CLI::App* c : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(c->get_name());
    const std::vector<std::string_view> known(names.begin(), names.end());
    if (std::find(known.begin(), known.end(), word) != known.end()) return {};
    return "the command " + unknown_word(word, known);
}

int run_command(const Command& command)
{
    try {
        return command();
    } catch (const InputError& e) {
        return complain(exit_bad_input, e.what());
    } catch (const StoreUnreachable& e) {
        return complain(exit_unreachable, e.what());
    } catch (const std::bad_alloc&) {
        return complain(exit_bad_input,
                        "there is not enough memory for a run of this size: ask for fewer requests");
    }
}

}  // namespace

const char* version_text()
{
    return "stampede " STAMPEDE_VERSION;
}

}  // namespace stampede

int main(int argc, char** argv)
{
    using namespace stampede;
    std::signal(SIGPIPE, SIG_IGN);  // a reader that has gone, or a Redis server, is an error where we write

    CLI::App app(about, "stampede");
    app.set_version_flag("--version", version_text());
    app.require_subcommand(1);
    app.footer(footer);
    Command chosen;
    for (const auto add : {add_strategies, add_scenarios, add_run, add_compare, add_sweep, add_explain,
                           add_export, add_validate, add_lesson})
        add(app, chosen);

    if (const std::string what = argc > 1 ? slip(app, argv[1]) : ""; !what.empty())
        return complain(exit_bad_input, what);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) return app.exit(e);  // --help, --version
        return complain(exit_bad_input, in_one_line(app, e));
    }
    const int status = run_command(chosen);
    if (std::fflush(stdout) != 0 && status == exit_done)
        return complain(exit_bad_input, "standard output cannot be written");
    return status;
}
