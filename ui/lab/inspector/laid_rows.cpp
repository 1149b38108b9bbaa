#include "ui/lab/inspector/laid_rows.h"

#include "ui/look/theme/theme.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

QColor colourOf(Tone tone)
{
    const Theme& t = theme();
    switch (tone) {
    case Tone::miss:
    case Tone::load: return t.loadText;
    case Tone::hit: return t.freshText;
    case Tone::stale: return t.staleText;
    case Tone::lock: return t.lockText;
    case Tone::waiting: return t.waitingText;
    case Tone::call:
    case Tone::cause: return t.lockText;
    default: return t.ink;
    }
}

double widestLeft(const std::vector<TextRow>& rows)
{
    const QFontMetricsF metrics(theme().text);
    double widest = 0;
    for (const TextRow& row : rows)
        if (!row.left.isEmpty()) widest = std::max(widest, metrics.horizontalAdvance(row.left));
    return std::ceil(widest);
}

bool laidAlike(const TextRow& a, const TextRow& b)
{
    return a.left == b.left && a.spans == b.spans && a.indent == b.indent && a.muted == b.muted;
}

}  // namespace

std::vector<TextSpan> spansOf(const std::string& markedText)
{
    std::vector<TextSpan> spans;
    for (const Piece& p : pieces(markedText))
        spans.push_back({QString::fromStdString(p.text), p.tone, p.call});
    return spans;
}

QFont rowFont(RowsLook look)
{
    if (look != RowsLook::code) return theme().text;
    QFont f = theme().mono;
    f.setPixelSize(theme().small.pixelSize());
    return f;
}

void LaidRows::setRows(std::vector<TextRow> rows, double width)
{
    const double left = widestLeft(rows);
    const bool otherColumns = left > leftWidth_ || left < leftWidth_ - theme().px(30) || width != width_;
    std::swap(rows_, rows);  // `rows` is now what was shown
    laid_.resize(rows_.size());
    if (otherColumns) return layAll(width);
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (i >= rows.size() || !laid_[i].text || !laidAlike(rows[i], rows_[i])) lay(i);
    place();
}

void LaidRows::layAll(double width)
{
    width_ = width;
    leftWidth_ = widestLeft(rows_);
    for (std::size_t i = 0; i < rows_.size(); ++i) lay(i);
    place();
}

double LaidRows::textX(const TextRow& row) const
{
    const Theme& t = theme();
    switch (look_) {
    case RowsLook::table: return leftWidth_ + t.px(10);
    case RowsLook::code:
        return t.px(10) + row.indent * 2 * QFontMetricsF(rowFont(RowsLook::code)).horizontalAdvance(u' ');
    case RowsLook::choices: return t.px(16);
    case RowsLook::prose: return 0;
    }
    return 0;
}

QVector<QTextLayout::FormatRange> LaidRows::formats(const TextRow& row) const
{
    QVector<QTextLayout::FormatRange> list;
    int at = 0;
    for (const TextSpan& span : row.spans) {
        QTextLayout::FormatRange range;
        range.start = at;
        range.length = int(span.text.size());
        at += range.length;
        QFont f = look_ == RowsLook::code || span.tone == Tone::code ? rowFont(RowsLook::code) : theme().text;
        const bool bold = span.tone != Tone::plain && span.tone != Tone::code && span.tone != Tone::call &&
                          span.tone != Tone::cause;
        if (bold) f.setWeight(QFont::DemiBold);
        f.setUnderline(span.tone == Tone::cause);
        range.format.setFont(f);
        range.format.setForeground(row.muted && span.tone != Tone::call ? theme().muted
                                                                        : colourOf(span.tone));
        if (span.tone == Tone::failed && !row.muted) range.format.setBackground(theme().failureFill);
        list.push_back(range);
    }
    return list;
}

void LaidRows::lay(std::size_t index)
{
    const TextRow& row = rows_[index];
    Laid& laid = laid_[index];
    QString words;
    for (const TextSpan& span : row.spans) words += span.text;
    if (!laid.text) laid.text = std::make_unique<QTextLayout>();
    laid.text->setText(words);
    laid.text->setFont(look_ == RowsLook::code ? rowFont(RowsLook::code) : theme().text);
    laid.text->setFormats(formats(row));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    if (centred_) option.setAlignment(Qt::AlignHCenter);
    laid.text->setTextOption(option);
    const double room = std::max(20.0, width_ - textX(row) - (look_ == RowsLook::code ? theme().px(2) : 0));
    laid.text->beginLayout();
    double y = 0;
    const double leading = look_ == RowsLook::code    ? theme().px(1)
                           : look_ == RowsLook::prose ? theme().px(3)
                                                      : theme().px(1);
    for (QTextLine line = laid.text->createLine(); line.isValid(); line = laid.text->createLine()) {
        // what goes on below hangs under what it goes on from
        const double hang = look_ == RowsLook::code && y > 0
                                ? 4 * QFontMetricsF(rowFont(RowsLook::code)).horizontalAdvance(u' ')
                                : 0;
        line.setLineWidth(std::max(20.0, room - hang));
        line.setPosition(QPointF(hang, y));
        y += line.height() + leading;
    }
    laid.text->endLayout();
    laid.height = std::max(y, look_ == RowsLook::code && words.isEmpty()
                                  ? theme().px(8)
                                  : QFontMetricsF(theme().text).height() * (look_ == RowsLook::code ? 0 : 1));
}

/// Puts the rows below each other.
void LaidRows::place()
{
    const Theme& t = theme();
    const double gap = look_ == RowsLook::code ? t.px(1) : look_ == RowsLook::choices ? t.px(6) : t.px(4);
    double y = look_ == RowsLook::code ? t.px(8) : 0;
    for (Laid& laid : laid_) {
        laid.y = y;
        y += laid.height + gap;
    }
}

double LaidRows::height() const
{
    if (laid_.empty()) return 0;
    const double below = look_ == RowsLook::code ? theme().px(8) : 0;
    return std::ceil(laid_.back().y + laid_.back().height + below);
}

QRectF LaidRows::rect(std::size_t row) const
{
    return QRectF(0, laid_[row].y, width_, laid_[row].height);
}

int LaidRows::rowAt(double y) const
{
    for (std::size_t i = 0; i < laid_.size(); ++i)
        if (y >= laid_[i].y && y < laid_[i].y + laid_[i].height + theme().px(2)) return int(i);
    return -1;
}

CallId LaidRows::callAt(int index, QPointF at) const
{
    if (index < 0) return {};
    const TextRow& row = rows_[std::size_t(index)];
    const QTextLayout& text = *laid_[std::size_t(index)].text;
    const QPointF inside = at - QPointF(textX(row), laid_[std::size_t(index)].y);
    for (int i = 0; i < text.lineCount(); ++i) {
        const QTextLine line = text.lineAt(i);
        if (!line.naturalTextRect().contains(inside)) continue;
        const int cursor = line.xToCursor(inside.x(), QTextLine::CursorOnCharacter);
        int start = 0;
        for (const TextSpan& span : row.spans) {
            if (cursor >= start && cursor < start + span.text.size())
                return span.tone == Tone::call ? span.call : CallId();
            start += int(span.text.size());
        }
    }
    return {};
}

QPointF LaidRows::placeOf(int index, CallId call) const
{
    if (index < 0 || index >= int(rows_.size())) return {};
    const TextRow& row = rows_[std::size_t(index)];
    const Laid& laid = laid_[std::size_t(index)];
    int start = 0;
    for (const TextSpan& span : row.spans) {
        if (span.tone == Tone::call && span.call == call) {
            const int middle = start + int(span.text.size()) / 2;
            const QTextLine line = laid.text->lineForTextPosition(middle);
            return QPointF(textX(row) + line.cursorToX(middle), laid.y + line.y() + line.height() / 2);
        }
        start += int(span.text.size());
    }
    return {};
}

}  // namespace stampede::ui
