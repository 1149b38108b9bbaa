#pragma once

#include "core/recording/byte_stream.h"
#include "core/recording/recording.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace stampede {

/// Reads a recording that may be hostile: lengths are checked before anything is allocated, and one that
/// comes out has consistent indices.
class RecordingReader {
public:
    RecordingReader(ByteReader in, std::string_view source) : in_(std::move(in)), source_(source) {}

    /// Throws InputError that names the source.
    Recording read();

private:
    struct Counts {
        std::uint64_t requests = 0, refreshes = 0, events = 0, details = 0, commands = 0, loads = 0;
    };

    [[noreturn]] void fail(const std::string& what) const;

    void read_header();
    void read_changes(const nlohmann::ordered_json& header);
    void read_trouble(const nlohmann::ordered_json& header);
    nlohmann::ordered_json parse_header(const std::string& text) const;
    std::uint64_t whole(const nlohmann::ordered_json& header, const char* field) const;
    void read_arrays();
    void check_calls(const std::vector<CallFacts>& calls, bool refreshes) const;
    void check_events() const;
    void check_details() const;
    bool known(CallId id) const
    {
        if (id.is_nobody()) return true;
        return id.number() >= 1 && id.number() <= (id.is_refresh() ? r_.refreshes : r_.requests).size();
    }

    ByteReader in_;
    std::string source_;
    Counts counts_;
    Recording r_;
};

}  // namespace stampede
