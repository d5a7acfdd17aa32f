using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Delivery.Messaging.Telemetry;

/// <summary>The numbers an operator watches, by module.</summary>
internal sealed class MessagingMetrics
{
    public const string MeterName = "Delivery.Messaging";

    private readonly Counter<long> _deadLettered;
    private readonly ConcurrentDictionary<string, (int Depth, double LagSeconds)> _backlogs = new();
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _handled;
    private readonly ConcurrentDictionary<string, int> _paused = new();
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _sent;

    public MessagingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _sent = meter.CreateCounter<long>("delivery.messaging.sent", "{message}", "Messages that the bus has taken from an outbox.");
        _handled = meter.CreateCounter<long>("delivery.messaging.handled", "{message}", "Messages that are handled and committed.");
        _repeated = meter.CreateCounter<long>("delivery.messaging.repeated", "{message}", "Deliveries of messages that were handled before.");
        _failed = meter.CreateCounter<long>("delivery.messaging.failed", "{attempt}", "Attempts that failed because of the message.");
        _deadLettered = meter.CreateCounter<long>("delivery.messaging.dead_lettered", "{message}", "Messages given to an operator.");
        _duration = meter.CreateHistogram<double>("delivery.messaging.duration", "s", "From the delivery of a message to its commit.");
        meter.CreateObservableGauge(
            "delivery.messaging.outbox.depth",
            () => _backlogs.Select(pair => new Measurement<int>(pair.Value.Depth, Module(pair.Key))),
            "{message}",
            "Messages that wait in an outbox, counted to 10,000.");
        meter.CreateObservableGauge(
            "delivery.messaging.outbox.lag",
            () => _backlogs.Select(pair => new Measurement<double>(pair.Value.LagSeconds, Module(pair.Key))),
            "s",
            "The age of the oldest message that waits in an outbox.");
        meter.CreateObservableGauge(
            "delivery.messaging.paused",
            () => _paused.Select(pair => new Measurement<int>(pair.Value, Module(pair.Key))),
            description: "1 while a module waits for its database.");
    }

    public void Sent(string module, string type) => _sent.Add(1, Module(module), Type(type));

    public void Handled(string module, string type, bool isFirst, TimeSpan duration)
    {
        (isFirst ? _handled : _repeated).Add(1, Module(module), Type(type));
        _duration.Record(duration.TotalSeconds, Module(module), Type(type));
    }

    public void Failed(string module, string type) => _failed.Add(1, Module(module), Type(type));

    public void DeadLettered(string module, string type) => _deadLettered.Add(1, Module(module), Type(type));

    public void Paused(string module, bool isPaused) => _paused[module] = isPaused ? 1 : 0;

    public void Backlog(string module, int depth, TimeSpan lag) => _backlogs[module] = (depth, lag.TotalSeconds);

    private static KeyValuePair<string, object?> Module(string module) => new("delivery.module", module);

    private static KeyValuePair<string, object?> Type(string type) => new("messaging.message.type", type);
}
