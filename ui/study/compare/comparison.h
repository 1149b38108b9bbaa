#pragma once

#include <QObject>
#include <QString>

#include "core/analysis/latency_shape.h"
#include "ui/session/batch/batch.h"
#include "ui/session/session.h"

#include <optional>

namespace stampede::ui {

class Workbench;

/// One strategy of the comparison and what came of it.
struct Contender {
    QString id, name;   ///< "custom" where no named one has these answers
    Scenario scenario;  ///< the same arrivals under this strategy
    /// nullptr until it is there; without recording and timeline where there are too many requests
    RunPtr run;
    LatencyShape latencies;
    bool outdated = true;  ///< `run` is of an older scenario

    bool hasPicture() const { return run && run->recording; }
};

/// The session's scenario under every named strategy, and under its own where that has no name. Computes only
/// while it is watched; after a change the runs before stay until the new ones are there.
class Comparison : public QObject {
    Q_OBJECT

public:
    Comparison(Session& session, Workbench& workbench, QObject* parent = nullptr);

    void setWatched(bool watched);
    /// While a question is open they have no runs.
    const std::vector<Contender>& contenders() const { return session_.masked() ? masked_ : contenders_; }
    /// The one the lab shows, or −1.
    int current() const;
    /// Every run is of the scenario as it is now, or it cannot be made.
    bool settled() const;
    std::size_t done() const { return batch_.done(); }
    /// Why runs could not be made; empty when they could.
    QString trouble() const { return trouble_; }

    /// β of all strategies that have one. Until somebody moves it each has its own.
    double beta() const;
    /// Where the session's strategy has one too, its scenario has to be given the same.
    void setBeta(double beta);
    /// Goes on in the lab with that one: one step of undo.
    void takeToLab(int index);

    /// Pictures of more requests would take gigabytes; the figures are complete all the same.
    static constexpr std::uint64_t mostDrawn = 400'000;

signals:
    void listed();            ///< contenders() are others
    void arrived(int index);  ///< a new run
    void changed();           ///< what is asked for; runs are outdated
    void progressed();
    void settledNow();

private:
    void follow();
    void mask();
    std::vector<Contender> wanted() const;
    void compute();
    void receive(std::size_t index, const Contender& made);

    Session& session_;
    Workbench& workbench_;
    Batch batch_;
    std::vector<Contender> contenders_;
    std::vector<Contender> masked_;  ///< the same without what came of them, while a question is open
    std::optional<double> beta_;
    bool watched_ = false;
    QString trouble_;
};

/// A strategy's β, where it has one.
std::optional<double> betaOf(const StrategySpec& spec);
void setBetaOf(StrategySpec& spec, double beta);

}  // namespace stampede::ui
