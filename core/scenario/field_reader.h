#pragma once

#include "core/scenario/fields.h"

#include <nlohmann/json_fwd.hpp>

namespace stampede {

/// Reads the fields of one JSON object, strictly: a wrong type, a value out of range, and a field that nobody
/// asked for are InputErrors that name the path. Everything that is passed in must outlive it.
class FieldReader final : public Fields {
public:
    FieldReader(const nlohmann::json& value, std::string path, std::string_view source);

    /// After all fields were asked for: refuses what is left, and then what is missing.
    void finish() const;

    /// The field as it is in the file, for what has more than one shape; nullptr when it is not there.
    const nlohmann::json* raw(std::string_view name) { return find(name); }

    bool reading() const override { return true; }
    void text(std::string_view name, std::string& value, std::size_t least, std::size_t most) override;
    void maybe_text(std::string_view name, std::optional<std::string>& value, std::size_t most) override;
    void maybe_texts(std::string_view name, std::optional<std::vector<std::string>>& values,
                     std::size_t most) override;
    void number(std::string_view name, double& value, double least, double most) override;
    void maybe_number(std::string_view name, std::optional<double>& value, double least,
                      double most) override;
    void whole(std::string_view name, std::uint64_t& value, std::uint64_t least, std::uint64_t most) override;
    void flag(std::string_view name, bool& value) override;
    void duration(std::string_view name, Duration& value, Duration least, Duration most) override;
    void maybe_duration(std::string_view name, std::optional<Duration>& value, Duration least, Duration most,
                        std::string_view absent) override;
    void word_index(std::string_view name, std::size_t& index,
                    std::span<const std::string_view> words) override;
    void object(std::string_view name, const Describe& describe) override;
    void maybe_object(std::string_view name, bool& present, const Describe& describe,
                      std::string_view absent) override;
    void list(std::string_view name, std::size_t count, std::size_t most,
              const std::function<void(std::size_t)>& resize,
              const std::function<void(Fields&, std::size_t)>& describe) override;
    void need(std::string_view name, std::string_view what) override;
    [[noreturn]] void refuse(std::string_view name, std::string_view sentence) override;

private:
    const nlohmann::json* find(std::string_view name);
    std::string path_of(std::string_view name) const;
    [[noreturn]] void refuse_value(std::string_view name, const nlohmann::json& value,
                                   const std::string& sentence);
    void read_text(std::string_view name, const nlohmann::json& value, std::string& to, std::size_t least,
                   std::size_t most);
    void read_number(std::string_view name, const nlohmann::json& value, double& to, double least,
                     double most);
    void read_duration(std::string_view name, const nlohmann::json& value, Duration& to, Duration least,
                       Duration most);
    void read_object(const nlohmann::json& value, const std::string& path, const Describe& describe) const;

    const nlohmann::json& object_;
    std::string path_;
    std::string_view source_;
    std::vector<std::string_view> known_;
    std::vector<std::pair<std::string_view, std::string>> missing_;
};

}  // namespace stampede
