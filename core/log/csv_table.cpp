// Columns with a separator. A heading says what they are; without one they are a time and a key. Separator,
// decimal comma and the unit of times come from the first lines.

#include "core/log/named_fields.h"
#include "core/log/readers.h"
#include "core/log/text.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"

#include <algorithm>
#include <array>

namespace stampede {

namespace {

/// What the columns of a table are.
struct TableLayout {
    char separator = ',';
    std::vector<LogField> columns;
    std::string heading;  ///< the line; "" if there is none
    std::string time_name;
    TimeUnit upstream_unit = TimeUnit::seconds;
};

/// Where no column has a name that is known for a key: the one that ends with such a word ("user id"), or
/// the only one beside a time.
std::optional<std::pair<int, std::size_t>> likely_key(const std::vector<std::string>& names,
                                                      const LogFieldNames& asked)
{
    const auto is_free = [&](std::size_t i) { return meant_field(names[i], asked).field == LogField::none; };
    for (std::size_t i = 0; i < names.size(); ++i)
        for (const std::string_view word : {"key", "id", "path", "url", "uri", "page", "object"})
            if (is_free(i) && lower(names[i]).ends_with(word)) return std::pair(0, i);
    for (std::size_t i = 0; i < 2; ++i)
        if (names.size() == 2 && is_free(i)) return std::pair(0, i);
    return std::nullopt;
}

/// As the heading has it; nothing if the line names no time or no key.
std::optional<TableLayout> layout_of_heading(std::string_view line, char separator,
                                             const LogFieldNames& asked)
{
    if (line.starts_with('#')) line.remove_prefix(1);
    const auto names = columns_of(line, separator);
    if (!names) return std::nullopt;
    TableLayout layout{
        separator, std::vector<LogField>(names->size(), LogField::none), std::string(line), {}, {}};
    std::array<std::optional<std::pair<int, std::size_t>>, 12> best;  // by field: rank and column
    for (std::size_t i = 0; i < names->size(); ++i) {
        const MeantField meant = meant_field((*names)[i], asked);
        auto& of_field = best[static_cast<std::size_t>(meant.field)];
        if (meant.field == LogField::none || (of_field && of_field->first <= meant.rank)) continue;
        of_field = {meant.rank, i};
    }
    const auto column = [&](LogField f) { return best[static_cast<std::size_t>(f)]; };
    using enum LogField;
    if (!column(key) && !column(page) && !column(request))
        best[static_cast<std::size_t>(key)] = likely_key(*names, asked);
    if ((!column(time) && !column(date)) || (!column(key) && !column(page) && !column(request)))
        return std::nullopt;
    for (std::size_t f = 1; f < best.size(); ++f)
        if (best[f]) layout.columns[best[f]->second] = static_cast<LogField>(f);
    if (column(time)) layout.time_name = (*names)[column(time)->second];
    if (column(upstream))
        layout.upstream_unit = unit_in_name((*names)[column(upstream)->second]).value_or(TimeUnit::seconds);
    return layout;
}

TableLayout plain_layout(char separator)
{
    return {separator, {LogField::time, LogField::key}, {}, {}, {}};
}

class CsvTable final : public LogReader {
public:
    CsvTable(LogSample sample, const LogReading& asked)
    {
        std::size_t most = 0;
        for (const char separator :
             {'\t', ';', '|', ',', ' '})  // "12,5;x" may be both: decimal commas are likelier
            for (const auto& layout : layouts(sample, separator, asked.fields)) {
                CsvTable table(layout, sample, asked.unit);
                if (table.readable_ > most) *this = std::move(table);
                most = std::max(most, readable_);
            }
    }

    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#') || line == layout_.heading) return {};
        if (!split(line)) return {LineVerdict::unreadable, why_not_split(line)};
        return read_named(times_.parse(when()), values_, layout_.upstream_unit, requests);
    }

    std::string how() const override
    {
        const std::string separator = layout_.separator == '\t' ? say("tabs")
                                      : layout_.separator == ' '
                                          ? say("blanks")
                                          : in_quotes(std::string(1, layout_.separator));
        if (!times_.unit()) return say("columns between {}", separator);
        return say("columns between {}, times in {}", separator, say_marked(name_of(*times_.unit())));
    }

    std::string doubt() const override
    {
        if (!times_.doubtful()) return {};
        return say(
            "line {} {}: its time may be in seconds as well as in milliseconds; a heading such as "
            "seconds,key or ms,key, \"time_unit\", or the option --unit, says which",
            first_line_, in_quotes(first_));
    }

private:
    CsvTable(const TableLayout& layout, LogSample sample, const std::optional<TimeUnit>& unit)
        : layout_(layout), times_(unit, "", {})
    {
        std::vector<std::string> times;
        for (const std::string& line : sample) {
            if (line.empty() || line.starts_with('#') || line == layout.heading || !split(line)) continue;
            times.push_back(values_[LogField::time]);
            if (first_line_ > 0) continue;
            first_line_ = static_cast<std::size_t>(&line - sample.data()) + 1;
            first_ = line;
        }
        times_ = NumberTimes(unit, layout.time_name, times, layout.separator != ',');
        std::vector<LogRequest> requests;
        for (const std::string& line : sample) {
            const auto kind = read(line, requests).kind;
            readable_ += kind == LineVerdict::requests || kind == LineVerdict::left_out;
        }
    }

    /// What the lines may be between these separators.
    static std::vector<TableLayout> layouts(LogSample sample, char separator, const LogFieldNames& asked)
    {
        std::vector<TableLayout> all;
        const auto first = std::find_if(sample.begin(), sample.end(), [](const std::string& line) {
            return !line.empty() && (!line.starts_with('#') || line.find_first_of(",;\t|") != line.npos);
        });
        if (first != sample.end())
            if (auto layout = layout_of_heading(*first, separator, asked)) all.push_back(std::move(*layout));
        all.push_back(plain_layout(separator));
        return all;
    }

    bool split(std::string_view line)
    {
        values_ = NamedValues();
        auto columns = columns_of(line, layout_.separator);
        if (!columns || columns->size() < layout_.columns.size()) return false;
        if (layout_.heading.empty() && columns->size() != layout_.columns.size()) return false;
        for (std::size_t i = 0; i < layout_.columns.size(); ++i)
            if (layout_.columns[i] != LogField::none) values_[layout_.columns[i]] = std::move((*columns)[i]);
        return true;
    }

    const char* why_not_split(std::string_view line) const
    {
        const auto columns = columns_of(line, layout_.separator);
        if (!columns) return to_say("quotes that do not end");
        return columns->size() < layout_.columns.size()
                   ? to_say("too few columns")
                   : to_say("more columns than a time and a key, and no heading");
    }

    std::string when() const
    {
        const std::string &time = values_[LogField::time], &date = values_[LogField::date];
        if (time.empty()) return date;
        return date.empty() || times_.parse(time) ? time : date + ' ' + time;
    }

    TableLayout layout_ = plain_layout(',');
    NumberTimes times_{std::nullopt, "", {}};
    NamedValues values_;
    std::size_t first_line_ = 0;  ///< of the first with columns, for doubt()
    std::string first_;
    std::size_t readable_ = 0;  ///< of the sample
};

}  // namespace

std::unique_ptr<LogReader> csv_table(LogSample sample, const LogReading& asked)
{
    return std::make_unique<CsvTable>(sample, asked);
}

}  // namespace stampede
