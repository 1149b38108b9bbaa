#pragma once

#include "ui/look/words/tr.h"
#include "ui/session/parameters/parameter.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace stampede::ui {

/// "no effect on locking".
QString noEffectOn(const Scenario& scenario);

/// Builds the table. A `field` is a lambda that gives a reference to the number in a scenario, const or not.
class ParameterList {
public:
    using Get = std::function<double(const Scenario&)>;
    using Set = std::function<void(Scenario&, double)>;
    using NoEffect = std::function<QString(const Scenario&)>;

    std::vector<Parameter> parameters;
    Parameter::Group group = Parameter::Group::run;

    /// The reference to what was added is valid until the next one is.
    Parameter& add(const QString& path, const QString& label, Parameter::Kind kind, Get get, Set set)
    {
        Parameter& p = parameters.emplace_back();
        p.path = path;
        p.label = label;
        p.group = group;
        p.kind = kind;
        p.get = std::move(get);
        p.set = std::move(set);
        return p;
    }

    template <class Field>
    Parameter& count(const QString& path, const QString& label, double low, double high, double least,
                     double most, Field field)
    {
        Parameter& p = addField(path, label, Parameter::Kind::count, field);
        range(p, low, high, least, most);
        p.logarithmic = high > 20;
        p.smallest = 1;
        return p;
    }
    template <class Field>
    Parameter& real(const QString& path, const QString& label, double low, double high, double least,
                    double most, Field field)
    {
        Parameter& p = addField(path, label, Parameter::Kind::real, field);
        range(p, low, high, least, most);
        return p;
    }
    Parameter& real(const QString& path, const QString& label, double low, double high, double least,
                    double most, Get get, Set set)
    {
        Parameter& p = add(path, label, Parameter::Kind::real, std::move(get), std::move(set));
        range(p, low, high, least, most);
        return p;
    }
    template <class Field>
    Parameter& percent(const QString& path, const QString& label, double high, double most, Field field)
    {
        Parameter& p = addField(path, label, Parameter::Kind::percent, field);
        range(p, 0, high, 0, most);
        return p;
    }
    template <class Field>
    Parameter& duration(const QString& path, const QString& label, Duration low, Duration high,
                        Duration least, Duration most, Field field)
    {
        return logarithmic(addField(path, label, Parameter::Kind::duration, field), low, high, least, most);
    }
    Parameter& duration(const QString& path, const QString& label, Duration low, Duration high,
                        Duration least, Duration most, Get get, Set set)
    {
        return logarithmic(add(path, label, Parameter::Kind::duration, std::move(get), std::move(set)), low,
                           high, least, most);
    }
    /// A logarithmic duration that may also be 0: the left end of the slider.
    template <class Field>
    Parameter& durationOrZero(const QString& path, const QString& label, Duration smallest, Duration high,
                              Duration most, Field field)
    {
        Parameter& p = logarithmic(addField(path, label, Parameter::Kind::duration, field), Duration{}, high,
                                   Duration{}, most);
        p.smallest = double(smallest.count());
        return p;
    }
    /// A duration or instant on a linear slider.
    template <class Field>
    Parameter& moment(const QString& path, const QString& label, Duration high, Duration least, Field field)
    {
        Parameter& p = addField(path, label, Parameter::Kind::duration, field);
        range(p, double(std::max(least, -high).count()), double(high.count()), double(least.count()), 3.6e15);
        return p;
    }
    template <class Field>
    Parameter& optional(const QString& path, const QString& label, Duration low, Duration high,
                        const QString& none, bool noneIsRight, Field field)
    {
        Parameter& p = add(
            path, label, Parameter::Kind::duration,
            [field](const Scenario& s) { return field(s) ? double(field(s)->count()) : std::nan(""); },
            [field](Scenario& s, double v) {
                if (std::isnan(v))
                    field(s).reset();
                else
                    field(s) = Duration(std::llround(v));
            });
        logarithmic(p, low, high, Duration(1'000'000), std::chrono::hours(10'000));
        p.optional = true;
        p.noneIsRight = noneIsRight;
        p.noneText = none;
        return p;
    }
    template <class Field>
    Parameter& choice(const QString& path, const QString& label, const QStringList& choices, Field field)
    {
        Parameter& p = addField(path, label, Parameter::Kind::choice, field);
        p.choices = choices;
        range(p, 0, double(choices.size() - 1), 0, double(choices.size() - 1));
        return p;
    }
    template <class Field>
    Parameter& toggle(const QString& path, const QString& label, Field field)
    {
        Parameter& p = addField(path, label, Parameter::Kind::toggle, field);
        range(p, 0, 1, 0, 1);
        return p;
    }
    /// A duration among the options of the strategy.
    template <class Field>
    Parameter& option(const char* name, const QString& label, Duration low, Duration high, Duration least,
                      Field field, NoEffect noEffect)
    {
        Parameter& p = duration(
            QStringLiteral("strategy.") + QLatin1String(name), label, low, high, least,
            std::chrono::hours(10'000), [field](auto& s) -> auto& { return field(s.strategy.options); });
        p.noEffect = std::move(noEffect);
        return p;
    }
    template <class Field>
    Parameter& optionOrZero(const char* name, const QString& label, Duration smallest, Duration high,
                            Field field, NoEffect noEffect)
    {
        Parameter& p = durationOrZero(
            QStringLiteral("strategy.") + QLatin1String(name), label, smallest, high,
            std::chrono::hours(10'000), [field](auto& s) -> auto& { return field(s.strategy.options); });
        p.noEffect = std::move(noEffect);
        return p;
    }
    void breaker();

private:
    static void range(Parameter& p, double low, double high, double least, double most)
    {
        p.low = low;
        p.high = high;
        p.least = least;
        p.most = most;
    }
    static Parameter& logarithmic(Parameter& p, Duration low, Duration high, Duration least, Duration most)
    {
        range(p, double(low.count()), double(high.count()), double(least.count()), double(most.count()));
        p.logarithmic = true;
        return p;
    }

    template <class Field>
    Parameter& addField(const QString& path, const QString& label, Parameter::Kind kind, Field field)
    {
        using Value = std::remove_cvref_t<decltype(field(std::declval<Scenario&>()))>;
        return add(
            path, label, kind,
            [field](const Scenario& s) {
                if constexpr (std::is_same_v<Value, Duration>)
                    return double(field(s).count());
                else if constexpr (std::is_same_v<Value, Instant>)
                    return double(field(s).time_since_epoch().count());
                else
                    return static_cast<double>(field(s));
            },
            [field](Scenario& s, double v) {
                if constexpr (std::is_same_v<Value, Duration>)
                    field(s) = Duration(std::llround(v));
                else if constexpr (std::is_same_v<Value, Instant>)
                    field(s) = Instant(Duration(std::llround(v)));
                else if constexpr (std::is_floating_point_v<Value>)
                    field(s) = v;
                else
                    field(s) = static_cast<Value>(std::llround(v));
            });
    }
};

/// The numbers of one element of the traffic: what is pinned of it, or the rest.
void addTraffic(ParameterList& list, std::size_t index, const Traffic& traffic, bool pinned);
void addWarming(ParameterList& list, const Scenario& scenario);
void addFaults(ParameterList& list, const Scenario& scenario);

}  // namespace stampede::ui
