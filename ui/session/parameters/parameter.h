#pragma once

#include "core/scenario/scenario.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace stampede::ui {

/// One number of a scenario that people can move, described as data: what it is called, where it is, what it
/// may be. Values are doubles: durations in nanoseconds, choices by index, switches 0 or 1; NaN stands for
/// "none".
struct Parameter {
    enum class Kind { count, real, percent, duration, choice, toggle };
    enum class Group { pinned, traffic, keys, instances, cache, database, strategy, faults, run };

    QString path;  ///< as in scenario files: "database.query_time"
    QString label;
    QString about;  ///< the consequence, in one sentence
    Group group = Group::run;
    Kind kind = Kind::real;
    double low = 0, high = 1;    ///< of the slider
    double least = 0, most = 0;  ///< what the field accepts
    /// with low = 0 the slider's left end is 0 and the rest logarithmic from `smallest`
    bool logarithmic = false;
    double smallest = 0;
    /// may be NaN; the slider's left end, or the right end where none means unlimited
    bool optional = false;
    bool noneIsRight = false;
    QString noneText;
    QStringList choices;

    std::function<double(const Scenario&)> get;
    std::function<void(Scenario&, double)> set;
    /// Why moving it changes nothing, as a few words after the label ("no effect on locking"); empty when it
    /// does.
    std::function<QString(const Scenario&)> noEffect;

    /// The value as people read it, and what they type; parse throws InputError with one sentence.
    QString text(double value) const;
    double parse(const QString& typed, double current) const;

    /// The slider has positions 0…steps.
    static constexpr int steps = 1000;
    int position(double value) const;
    double valueAt(int position) const;
    bool same(double a, double b) const;
};

/// The parameters of this scenario, in the order of the panel. The list depends only on its shape: which
/// kinds of traffic, faults and optional parts there are (see shapeOf).
std::vector<Parameter> parametersOf(const Scenario& scenario);
QString shapeOf(const Scenario& scenario);
QString titleOf(Parameter::Group group);

}  // namespace stampede::ui
