#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stampede {

/// What Redis runs as one step. The arguments of each stand in redis_scripts.cpp.
enum class Script : std::uint8_t {
    fill,
    take_fenced,
    lease,
    release,
    delete_lock,
    void_lease,
    forget,
    count_
};

struct ScriptText {
    std::string_view body;
    std::string sha;  ///< by which the server knows it once it has seen the body
};

const ScriptText& text_of(Script s);

}  // namespace stampede
