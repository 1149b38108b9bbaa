#pragma once

#include "core/runtime/time.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

/// The fields of one object in a file. A scenario's sections are described once, in describe.cpp, by calls to
/// these; a reader (field_reader.h) takes the values from JSON and checks their ranges, a writer
/// (field_writer.h) puts them there. So what is written can be read back, field by field.
///
/// A field that is not in the file leaves its value alone: that is where defaults come from.
class Fields {
public:
    virtual ~Fields() = default;
    virtual bool reading() const = 0;

    /// This many bytes, no control characters but line ends and tabs.
    virtual void text(std::string_view name, std::string& value, std::size_t least, std::size_t most) = 0;
    /// Like text, and left out when it has no value.
    virtual void maybe_text(std::string_view name, std::optional<std::string>& value, std::size_t most) = 0;
    /// A list of texts; in a file, one text may stand for a list of one.
    virtual void maybe_texts(std::string_view name, std::optional<std::vector<std::string>>& values,
                             std::size_t most) = 0;
    virtual void number(std::string_view name, double& value, double least, double most) = 0;
    virtual void maybe_number(std::string_view name, std::optional<double>& value, double least,
                              double most) = 0;
    virtual void whole(std::string_view name, std::uint64_t& value, std::uint64_t least,
                       std::uint64_t most) = 0;
    virtual void flag(std::string_view name, bool& value) = 0;
    virtual void duration(std::string_view name, Duration& value, Duration least, Duration most) = 0;
    /// `absent` is the word in the file for no value.
    virtual void maybe_duration(std::string_view name, std::optional<Duration>& value, Duration least,
                                Duration most, std::string_view absent) = 0;
    virtual void word_index(std::string_view name, std::size_t& index,
                            std::span<const std::string_view> words) = 0;

    using Describe = std::function<void(Fields&)>;
    virtual void object(std::string_view name, const Describe& describe) = 0;
    /// `present` is whether there is one (when writing), or becomes whether the file has one (when reading,
    /// before `describe` is called). `absent` is the word in the file for none; "" leaves the field out.
    virtual void maybe_object(std::string_view name, bool& present, const Describe& describe,
                              std::string_view absent) = 0;
    /// Each element is an object. `resize` is called with their number first.
    virtual void list(std::string_view name, std::size_t count, std::size_t most,
                      const std::function<void(std::size_t)>& resize,
                      const std::function<void(Fields&, std::size_t)>& describe) = 0;

    /// The file must have it. `sentence` says what it is: "a number of requests".
    virtual void need(std::string_view name, std::string_view what) = 0;
    /// When reading: an InputError at this field.
    virtual void refuse(std::string_view name, std::string_view sentence) = 0;

    // What follows from these.

    void count(std::string_view name, std::uint32_t& value, std::uint32_t least, std::uint32_t most)
    {
        std::uint64_t v = value;
        whole(name, v, least, most);
        value = static_cast<std::uint32_t>(v);
    }

    void instant(std::string_view name, Instant& value, Duration most)
    {
        Duration since_start = value.time_since_epoch();
        duration(name, since_start, Duration{}, most);
        value = Instant(since_start);
    }

    template <class Enum>
    void word(std::string_view name, Enum& value, std::span<const std::string_view> words)
    {
        std::size_t index = static_cast<std::size_t>(value);
        word_index(name, index, words);
        value = static_cast<Enum>(index);
    }

    template <class Section>
    void section(std::string_view name, Section& value, void (*describe)(Fields&, Section&))
    {
        object(name, [&](Fields& f) { describe(f, value); });
    }

    template <class Section>
    void section(std::string_view name, std::optional<Section>& value, void (*describe)(Fields&, Section&),
                 std::string_view absent)
    {
        bool present = value.has_value();
        const auto inside = [&](Fields& f) {
            if (!value) value.emplace();
            describe(f, *value);
        };
        maybe_object(name, present, inside, absent);
        if (!present) value.reset();
    }

    template <class Element>
    void sections(std::string_view name, std::vector<Element>& values, std::size_t most,
                  void (*describe)(Fields&, Element&))
    {
        const auto resize = [&](std::size_t n) { values.assign(n, Element{}); };
        const auto element = [&](Fields& f, std::size_t i) { describe(f, values[i]); };
        list(name, values.size(), most, resize, element);
    }
};

}  // namespace stampede
