#include "core/recording/recording_file.h"

#include "core/recording/byte_stream.h"
#include "core/recording/output_file.h"
#include "core/recording/recording_format.h"
#include "core/recording/recording_reader.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>

namespace stampede {

namespace {

using namespace recording_format;
using Json = nlohmann::ordered_json;

std::string header_of(const Recording& r)
{
    Json h;
    h["world"] = r.world;
    h["seed"] = r.seed;
    h["end_ns"] = r.end.time_since_epoch().count();
    h["resumptions"] = r.resumptions;
    h["tasks_left"] = r.tasks_left;
    h["requests"] = r.requests.size();
    h["refreshes"] = r.refreshes.size();
    h["events"] = r.events.size();
    h["details"] = r.details.size();
    h["commands"] = r.commands.size();
    if (!r.store_load.empty()) h["store_load"] = r.store_load.size();
    h["keys"] = r.key_names;
    h["scenario"] = r.scenario_json;
    for (const SettingChange& c : r.changes)
        h["changes"].push_back(
            {{"at_ns", c.at.time_since_epoch().count()}, {"path", c.path}, {"value", c.value}});
    if (r.cut_short) h["cut_short"] = true;
    for (const ServerTrouble& t : r.trouble)
        h["trouble"].push_back({{"what", t.what},
                                {"from_ns", t.from.time_since_epoch().count()},
                                {"until_ns", t.until.time_since_epoch().count()},
                                {"commands", t.commands},
                                {"asked_for", t.asked_for}});
    if (const CommandOutcomes& o = r.outcomes; o != CommandOutcomes())
        h["outcomes"] = {o.answered, o.refused, o.unanswered, o.unsent};
    // Key names may come from an access log, in any encoding.
    return h.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void put(ByteWriter& out, const CallFacts& c)
{
    out.number(c.key);
    out.number(c.instance);
    out.number(static_cast<std::uint8_t>(c.origin));
    out.number(c.parent.raw());
}

void put(ByteWriter& out, const Event& e)
{
    out.number(e.at.time_since_epoch().count());
    out.number(e.call.raw());
    out.number(e.packed);
}

void put(ByteWriter& out, const Detail& d)
{
    out.number(d.event);
    out.number(d.a);
    out.number(d.b);
    out.number(d.c);
}

void put(ByteWriter& out, const StoreLoad& l)
{
    for (const std::uint32_t n : {l.applied, l.most_per_ms, l.most_queued, l.most_connections, l.busy_ns})
        out.number(n);
}

std::uint64_t write_to(ByteWriter& out, const Recording& r)
{
    const std::string header = header_of(r);
    if (header.size() > largest_header)
        throw InputError(say("the names of the keys are too long for a recording file"));
    out.text(first_line);
    out.number(static_cast<std::uint32_t>(header.size()));
    out.text(header);
    for (const CallFacts& c : r.requests) put(out, c);
    for (const CallFacts& c : r.refreshes) put(out, c);
    for (const Event& e : r.events) put(out, e);
    for (const Detail& d : r.details) put(out, d);
    for (std::uint32_t n : r.commands) out.number(n);
    for (const StoreLoad& l : r.store_load) put(out, l);
    return out.finish();
}

struct CloseFile {
    void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

}  // namespace

std::string encode_recording(const Recording& recording)
{
    std::string bytes;
    ByteWriter out([&bytes](const char* b, std::size_t size) { bytes.append(b, size); });
    write_to(out, recording);
    return bytes;
}

std::uint64_t hash(const Recording& recording)
{
    ByteWriter out([](const char*, std::size_t) {});
    return write_to(out, recording);
}

Recording decode_recording(std::string_view bytes, std::string_view source)
{
    std::size_t at = 0;
    const auto origin = [&](char* to, std::size_t size) {
        std::memcpy(to, bytes.data() + at, size);
        at += size;
        return true;
    };
    return RecordingReader(ByteReader(origin, bytes.size()), source).read();
}

void write_recording(const Recording& r, const std::string& path)
{
    const std::uint64_t size = body_size(r.requests.size() + r.refreshes.size(), r.events.size(),
                                         r.details.size(), r.commands.size(), r.store_load.size());
    if (size > largest_recording_file)
        throw InputError(
            say("{}: the recording would have {} MiB; at most {}: record fewer requests or a shorter time",
                path, size >> 20, largest_recording_file >> 20));
    OutputFile file(path);
    ByteWriter out([&file](const char* bytes, std::size_t n) { file.write({bytes, n}); });
    write_to(out, r);
    file.commit();
}

Recording read_recording(const std::string& path)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        throw InputError(say("{} is a folder, not a recording", path));
    const std::uint64_t size = std::filesystem::file_size(path, error);  // of a regular file
    if (error) throw InputError(say("{}: cannot be read: {}", path, error.message()));
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file) throw InputError(say("{}: cannot be read: {}", path, std::strerror(errno)));
    const auto origin = [&file](char* to, std::size_t n) { return std::fread(to, 1, n, file.get()) == n; };
    return RecordingReader(ByteReader(origin, size), path).read();
}

bool is_recording_file(const std::string& path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return false;  // a pipe would be kept waiting
    const File file(std::fopen(path.c_str(), "rb"));
    char start[magic.size()];
    return file && std::fread(start, 1, sizeof start, file.get()) == sizeof start &&
           std::string_view(start, sizeof start) == magic;
}

}  // namespace stampede
