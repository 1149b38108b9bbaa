#pragma once

#include "core/scenario/fields.h"

#include <nlohmann/json_fwd.hpp>

namespace stampede {

/// Puts the fields into a JSON object, in the order in which they are described.
class FieldWriter final : public Fields {
public:
    explicit FieldWriter(nlohmann::ordered_json& object) : object_(object) {}

    bool reading() const override { return false; }
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
    void need(std::string_view, std::string_view) override {}
    void refuse(std::string_view, std::string_view) override {}

private:
    nlohmann::ordered_json& object_;
};

}  // namespace stampede
