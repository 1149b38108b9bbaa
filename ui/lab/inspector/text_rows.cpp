#include "ui/lab/inspector/text_rows.h"

#include "ui/look/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

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
    case Tone::call: return t.lockText;
    default: return t.ink;
    }
}

QFont codeFont()
{
    QFont f = theme().mono;
    f.setPixelSize(theme().small.pixelSize());
    return f;
}

constexpr double barWidth = 3;

}  // namespace

std::vector<TextSpan> spansOf(const std::string& markedText)
{
    std::vector<TextSpan> spans;
    for (const Piece& p : pieces(markedText))
        spans.push_back({QString::fromStdString(p.text), p.tone, p.call});
    return spans;
}

TextRows::TextRows(Look look, const QString& accessibleName, QWidget* parent) : QWidget(parent), look_(look)
{
    setAccessibleName(accessibleName);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setFixedHeight(0);
}

void TextRows::setRows(std::vector<TextRow> rows)
{
    if (rows == rows_) return;
    const auto sameLayout = [](const TextRow& a, const TextRow& b) {
        return a.left == b.left && a.spans == b.spans && a.indent == b.indent && a.muted == b.muted;
    };
    double left = 0;
    const QFontMetricsF metrics(theme().text);
    for (const TextRow& row : rows)
        left = std::max(left, row.left.isEmpty() ? 0 : metrics.horizontalAdvance(row.left));
    const bool otherColumns = std::ceil(left) > leftWidth_ || left < leftWidth_ - theme().px(30);
    std::swap(rows_, rows);  // `rows` is now what was shown
    laid_.resize(rows_.size());
    current_ = std::clamp(current_, 0, std::max(0, int(rows_.size()) - 1));
    pointed_ = pointed_ < int(rows_.size()) ? pointed_ : -1;
    if (otherColumns) {
        leftWidth_ = std::ceil(left);
        layAll();
    } else {
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (i >= rows.size() || !laid_[i].text || !sameLayout(rows[i], rows_[i])) lay(i);
        place();
    }
    tellAccessibility();
    update();
}

QString TextRows::text() const
{
    QStringList lines;
    for (const TextRow& row : rows_) {
        QString line = row.left.isEmpty() ? QString() : row.left + QLatin1String("  ");
        if (look_ == Look::code) line += QString(2 * row.indent, u' ');
        for (const TextSpan& span : row.spans) line += span.text;
        lines += line;
    }
    return lines.join(u'\n');
}

void TextRows::tellAccessibility()
{
    if (!QAccessible::isActive()) return;
    setAccessibleDescription(text());
}

void TextRows::setHovered(CallId call)
{
    if (std::exchange(hovered_, call) == call) return;
    update();
}

void TextRows::setGrowsOnly(bool on)
{
    if (std::exchange(growsOnly_, on) == on || on) return;
    place();
}

double TextRows::textX(const TextRow& row) const
{
    const Theme& t = theme();
    switch (look_) {
    case Look::table: return leftWidth_ + t.px(10);
    case Look::code: return t.px(10) + row.indent * 2 * QFontMetricsF(codeFont()).horizontalAdvance(u' ');
    case Look::choices: return t.px(16);
    case Look::prose: return 0;
    }
    return 0;
}

QVector<QTextLayout::FormatRange> TextRows::formats(const TextRow& row) const
{
    QVector<QTextLayout::FormatRange> list;
    int at = 0;
    for (const TextSpan& span : row.spans) {
        QTextLayout::FormatRange range;
        range.start = at;
        range.length = int(span.text.size());
        at += range.length;
        QFont f = look_ == Look::code || span.tone == Tone::code ? codeFont() : theme().text;
        const bool bold = span.tone != Tone::plain && span.tone != Tone::code && span.tone != Tone::call;
        if (bold) f.setWeight(QFont::DemiBold);
        range.format.setFont(f);
        range.format.setForeground(row.muted && span.tone != Tone::call ? theme().muted
                                                                        : colourOf(span.tone));
        if (span.tone == Tone::failed && !row.muted) range.format.setBackground(theme().failureFill);
        list.push_back(range);
    }
    return list;
}

void TextRows::lay(std::size_t index)
{
    const TextRow& row = rows_[index];
    Laid& laid = laid_[index];
    QString words;
    for (const TextSpan& span : row.spans) words += span.text;
    if (!laid.text) laid.text = std::make_unique<QTextLayout>();
    laid.text->setText(words);
    laid.text->setFont(look_ == Look::code ? codeFont() : theme().text);
    laid.text->setFormats(formats(row));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    laid.text->setTextOption(option);
    const double room = std::max(20.0, width() - textX(row) - (look_ == Look::code ? theme().px(2) : 0));
    laid.text->beginLayout();
    double y = 0;
    const double leading = look_ == Look::code    ? theme().px(1)
                           : look_ == Look::prose ? theme().px(3)
                                                  : theme().px(1);
    for (QTextLine line = laid.text->createLine(); line.isValid(); line = laid.text->createLine()) {
        // what goes on below hangs under what it goes on from
        const double hang =
            look_ == Look::code && y > 0 ? 4 * QFontMetricsF(codeFont()).horizontalAdvance(u' ') : 0;
        line.setLineWidth(std::max(20.0, room - hang));
        line.setPosition(QPointF(hang, y));
        y += line.height() + leading;
    }
    laid.text->endLayout();
    laid.height = std::max(y, look_ == Look::code && words.isEmpty()
                                  ? theme().px(8)
                                  : QFontMetricsF(theme().text).height() * (look_ == Look::code ? 0 : 1));
}

void TextRows::layAll()
{
    for (std::size_t i = 0; i < rows_.size(); ++i) lay(i);
    place();
}

/// Puts the rows below each other.
void TextRows::place()
{
    const Theme& t = theme();
    const double pad = look_ == Look::code ? t.px(8) : 0;
    const double gap = look_ == Look::code ? t.px(1) : look_ == Look::choices ? t.px(6) : t.px(4);
    double y = pad;
    for (Laid& laid : laid_) {
        laid.y = y;
        y += laid.height + gap;
    }
    const int all = rows_.empty() ? 0 : int(std::ceil(y - gap + pad));
    if (growsOnly_ ? all <= height() : all == height()) return;
    setFixedHeight(all);
    emit heightChanged();
}

void TextRows::resizeEvent(QResizeEvent* event)
{
    if (event->size().width() != event->oldSize().width()) layAll();
}

void TextRows::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        leftWidth_ = 0;
        const QFontMetricsF metrics(theme().text);
        for (const TextRow& row : rows_)
            leftWidth_ = std::max(leftWidth_, std::ceil(metrics.horizontalAdvance(row.left)));
        layAll();
        update();
    }
    QWidget::changeEvent(event);
}

QRect TextRows::rowRect(int row) const
{
    if (row < 0 || row >= int(laid_.size())) return {};
    const Laid& laid = laid_[std::size_t(row)];
    return QRectF(0, laid.y, width(), laid.height).toAlignedRect();
}

int TextRows::rowAt(double y) const
{
    for (std::size_t i = 0; i < laid_.size(); ++i)
        if (y >= laid_[i].y && y < laid_[i].y + laid_[i].height + theme().px(2)) return int(i);
    return -1;
}

CallId TextRows::callAt(int index, QPointF at) const
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

QPoint TextRows::placeOf(int index, CallId call) const
{
    if (index < 0 || index >= int(rows_.size())) return {};
    const TextRow& row = rows_[std::size_t(index)];
    const Laid& laid = laid_[std::size_t(index)];
    int start = 0;
    for (const TextSpan& span : row.spans) {
        if (span.tone == Tone::call && span.call == call) {
            const int middle = start + int(span.text.size()) / 2;
            const QTextLine line = laid.text->lineForTextPosition(middle);
            return QPointF(textX(row) + line.cursorToX(middle), laid.y + line.y() + line.height() / 2)
                .toPoint();
        }
        start += int(span.text.size());
    }
    return {};
}

void TextRows::paintEvent(QPaintEvent* event)
{
    const Theme& t = theme();
    QPainter painter(this);
    if (look_ == Look::code && !rows_.empty()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.line, 1));
        painter.setBrush(t.paper);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), t.px(8), t.px(8));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (event->rect().intersects(rowRect(int(i)).adjusted(0, -2, 0, 2))) paintRow(painter, i);
}

void TextRows::paintRow(QPainter& painter, std::size_t index)
{
    const Theme& t = theme();
    const TextRow& row = rows_[index];
    const Laid& laid = laid_[index];
    const QRectF band(look_ == Look::code ? 1 : 0, laid.y - t.px(1), width() - (look_ == Look::code ? 2 : 0),
                      laid.height + t.px(2));
    if (row.lit) {
        painter.fillRect(band, QColor(t.waiting.red(), t.waiting.green(), t.waiting.blue(), 46));
        painter.fillRect(QRectF(band.left(), band.top(), barWidth * t.scale, band.height()), t.waiting);
    } else if (row.changed) {
        painter.fillRect(
            QRectF(look_ == Look::table ? leftWidth_ + t.px(4) : 0, laid.y, 2 * t.scale, laid.height),
            t.accent);
    } else if (int(index) == pointed_ && row.active) {
        painter.fillRect(band, t.sunken);
    }
    if (row.passed && !row.lit && look_ == Look::code) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.muted);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawEllipse(QPointF(t.px(5), laid.y + QFontMetricsF(codeFont()).height() / 2), t.px(1.6),
                            t.px(1.6));
    }
    painter.setPen(t.muted);
    painter.setFont(t.text);
    if (look_ == Look::table && !row.left.isEmpty())
        painter.drawText(QRectF(0, laid.y, leftWidth_, laid.height), Qt::AlignRight | Qt::AlignTop, row.left);
    if (look_ == Look::choices)
        painter.drawText(QRectF(0, laid.y, t.px(16), laid.height), Qt::AlignLeft | Qt::AlignTop,
                         QString(QChar(0x25B8)));
    painter.setPen(row.muted ? t.muted : t.ink);
    laid.text->draw(&painter, QPointF(textX(row), laid.y));
    if (!hovered_.is_nobody()) {
        int start = 0;
        for (const TextSpan& span : row.spans) {
            if (span.tone == Tone::call && span.call == hovered_) {
                const QTextLine line = laid.text->lineForTextPosition(start);
                const double x = textX(row), y = laid.y + line.y() + line.ascent() + t.px(2);
                painter.setPen(QPen(t.lockText, 1.5 * t.scale));
                painter.drawLine(QPointF(x + line.cursorToX(start), y),
                                 QPointF(x + line.cursorToX(start + int(span.text.size())), y));
            }
            start += int(span.text.size());
        }
    }
    if (hasFocus() && int(index) == current_) {
        painter.setPen(QPen(t.focus, 1.5 * t.scale));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(band.adjusted(1, 1, -1, -1), 3, 3);
    }
}

void TextRows::mouseMoveEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().y());
    const CallId call = callAt(row, event->position());
    const bool active = row >= 0 && rows_[std::size_t(row)].active;
    setCursor(active || !call.is_nobody() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setToolTip(row >= 0 ? rows_[std::size_t(row)].tip : QString());
    if (std::exchange(pointed_, row) != row) update();
    emit callHovered(call);
}

void TextRows::leaveEvent(QEvent*)
{
    pointed_ = -1;
    update();
    emit callHovered(CallId());
}

void TextRows::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint())) return;
    const int row = rowAt(event->position().y());
    activate(row, callAt(row, event->position()));
}

/// Words that name a call win over the row they stand in.
void TextRows::activate(int row, CallId call)
{
    if (!call.is_nobody())
        emit callActivated(call);
    else if (row >= 0 && rows_[std::size_t(row)].active)
        emit rowActivated(row);
}

void TextRows::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) return QApplication::clipboard()->setText(text());
    const int count = int(rows_.size());
    const bool down = event->key() == Qt::Key_Down, up = event->key() == Qt::Key_Up;
    if ((down || up) && count > 0) {
        current_ = std::clamp(current_ + (down ? 1 : -1), 0, count - 1);
        emit showPlease(rowRect(current_));
        return update();
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && current_ < count) {
        const TextRow& row = rows_[std::size_t(current_)];
        const auto names = std::find_if(row.spans.begin(), row.spans.end(),
                                        [](const TextSpan& s) { return s.tone == Tone::call; });
        return activate(current_, row.active || names == row.spans.end() ? CallId() : names->call);
    }
    QWidget::keyPressEvent(event);
}

void TextRows::focusInEvent(QFocusEvent*)
{
    emit showPlease(rowRect(current_));
    update();
}

void TextRows::focusOutEvent(QFocusEvent*)
{
    update();
}

}  // namespace stampede::ui
