#pragma once

#include "core/scenario/scenario.h"

#include <cstdint>
#include <string>

/// What is found out about a server before a run: nothing of somebody else's is written.
namespace stampede {

/// How long a server may take for what is asked of it before and after a run.
constexpr Duration server_patience = std::chrono::seconds(5);

/// What was found out about somebody else's server without writing anything.
struct ServerFacts {
    std::string address;  ///< without its password
    std::string host;
    std::uint16_t port = 0;
    std::uint32_t database = 0;
    std::string version;    ///< "7.0.15"; empty: not told
    Duration round_trip{};  ///< of one read
};
/// Connects, reads one key of our own, which is not there, and leaves. Blocks for up to some seconds. Throws
/// InputError for what is no address, StoreUnreachable when the server cannot be reached or refuses.
ServerFacts look_at_server(const std::string& where);

/// About how many commands the scenario sends in its busiest second: what an address must allow. Throws
/// InputError when a log that it replays cannot be read.
double commands_asked(const Scenario& scenario);

/// Which server and database an address means, for asking whether it is the right one: "cache.example port
/// 6379, database 0, at most 50 commands a second over 4 connections". Throws InputError for what is no
/// address. Connects to nothing.
std::string describe_server(const std::string& where);

}  // namespace stampede
