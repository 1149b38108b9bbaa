#include "app/stampede/command.h"
#include "app/stampede/terminal.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/secrets.h"
#include "core/runtime/standard_streams.h"
#include "core/runtime/suggest.h"
#include "core/world/live_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <new>
#include <string_view>
#include <system_error>

namespace stampede {

namespace {

constexpr const char* about = to_say(
    "See, feel and measure cache stampedes, and what prevents them.\n"
    "Try:  stampede run product-page          one run: how many queries do 1 000 requests make?\n"
    "      stampede compare product-page      the same requests under every strategy\n"
    "      stampede scenarios                 what else there is to run");

constexpr const char* footer = to_say(
    "Exit status: 0 done · 1 a check failed · 2 unusable input · 3 Redis cannot be reached.\n"
    "stampede COMMAND --help tells the options of a command.");

constexpr const char* too_large =
    to_say("there is not enough memory for a run of this size: ask for fewer requests");

int complain(int status, std::string_view sentence)
{
    tell(sentence);
    return status;
}

/// One line for what CLI11 has to say about unusable arguments.
std::string in_one_line(const CLI::App& app, const CLI::ParseError& e)
{
    std::string what = e.what();
    for (char& c : what)
        if (c == '\n') c = ' ';
    const auto commands = app.get_subcommands();
    return say("{}; see stampede{} --help", what, commands.empty() ? "" : " " + commands.front()->get_name());
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
    return say("the command {}", unknown_word(word, known));
}

int run_command(const Command& command)
{
    try {
        return command();
    } catch (const InputError& e) {
        return complain(exit_bad_input, e.what());
    } catch (const StoreUnreachable& e) {
        return complain(exit_unreachable, e.what());
    } catch (const std::system_error& e) {
        const bool printing = std::string_view(e.what()).starts_with("cannot write to file");  // by fmt
        return complain(exit_bad_input, printing
                                            ? say("standard output cannot be written: {}", e.code().message())
                                            : say("the system refuses: {}", e.code().message()));
    } catch (const std::bad_alloc&) {
        return complain(exit_bad_input, say_marked(too_large));
    } catch (const std::length_error&) {
        return complain(exit_bad_input, say_marked(too_large));
    }
}

/// What was said reaches whoever reads it, or the program says that it does not.
int flushed(int status)
{
    const bool said = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.flush();
    if (said || (status != exit_done && status != exit_failed_check)) return status;
    return complain(exit_bad_input, say("standard output cannot be written"));
}

int run_program(int argc, char** argv)
{
    CLI::App app(say_marked(about), "stampede");
    app.set_version_flag("--version", version_text());
    app.require_subcommand(1);
    app.footer(say_marked(footer));
    Command chosen;
    for (const auto add : {add_strategies, add_scenarios, add_run, add_compare, add_sweep, add_explain,
                           add_export, add_validate, add_two_worlds, add_lesson, add_log})
        add(app, chosen);

    if (const std::string what = argc > 1 ? slip(app, argv[1]) : ""; !what.empty())
        return complain(exit_bad_input, what);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) return flushed(app.exit(e));  // --help, --version
        return complain(exit_bad_input, in_one_line(app, e));
    }
    return flushed(run_command(chosen));
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
    secure_standard_streams();
    try {
        hide_passwords_of(argc, argv);
        return run_program(argc, argv);
    } catch (const std::bad_alloc&) {
        return complain(exit_bad_input, say_marked(too_large));
    } catch (const std::exception& e) {
        return complain(exit_bad_input, e.what());
    } catch (...) {
        return complain(exit_bad_input, say("an error that is not known"));
    }
}
