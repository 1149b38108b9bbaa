#pragma once

#include "ui/tracks/track.h"

namespace stampede::ui {

/// A stretch of one state of a key's entry.
struct EntryStretch {
    EntryState state = EntryState::absent;
    Instant from{}, until{};
    /// of a stretch that is not absent: the entry; of an absent one: the entry before
    const EntryBand* band = nullptr;
    friend bool operator==(const EntryStretch&, const EntryStretch&) = default;
};

/// The stretches of a key's entry that a range shows, without gaps. Of entries that are shorter than
/// `shortest` one stands for those that follow it within that time.
std::vector<EntryStretch> entryStretches(const Timeline& timeline, std::uint32_t key, TimeRange range,
                                         Duration shortest = {});

/// How the entry of a key stands at an instant: "fresh".
QString entryWord(const Scenario& scenario, std::uint32_t key, EntryState state, Instant t);
/// "version 3, fill 9": which row an entry holds, and how often its key had been written by then, since the
/// same row may be written many times; "version 3, from before" until the run has written it. `t`: an instant
/// at which it is there.
QString entryName(const Scenario& scenario, const Timeline& timeline, std::uint32_t key,
                  const EntryBand& band, Instant t);

/// The cache entry of the most asked-for key: fresh, stale, absent, and how its time runs down.
class EntryTrack final : public Track {
    Q_OBJECT

public:
    explicit EntryTrack(Session& session, QWidget* parent = nullptr);

    int plotHeight() const override { return 30; }
    /// More where the entry's last moments or its old value are what the strategy lives on.
    int matters() const override;
    QString summary() override;

protected:
    QString subtitle() override;
    void prepare() override;
    void pictureOutdated() override;
    void paintPlot(QPainter& painter) override;
    void paintLive(QPainter& painter) override;
    QRegion liveRegion(double x) const override;

private:
    QRectF rectOf(const EntryStretch& stretch) const;
    /// What a text beside the playhead says of now, and where it stands; empty when none does.
    struct NowLabel {
        QRectF rect;
        QString text;
    };
    NowLabel labelNow(const EntryStretch& now) const;
    EntryStretch stretchNow() const;
    static QColor inkOf(EntryState state);
    /// The longest first. `isNow`: the playhead is in it.
    QStringList texts(const EntryStretch& stretch, bool isNow) const;
    void paintAbsent(QPainter& painter, const QRectF& rect);
    void paintFresh(QPainter& painter, const QRectF& rect, const EntryStretch& stretch);
    void paintStale(QPainter& painter, const QRectF& rect);
    void paintDeletes(QPainter& painter);
    void paintWords(QPainter& painter, const QRectF& room, EntryState state, const QString& text);
    const std::vector<EntryStretch>& stretches();

    void placeTexts();

    std::uint32_t key_ = 0;
    std::vector<EntryStretch> stretches_;
    std::vector<std::size_t> worded_;  ///< the stretches with room for a text
};

}  // namespace stampede::ui
