using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Delivery.Messaging.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Messaging.Tests.Relay;

/// <summary>Counts what each process has sent.</summary>
internal sealed class SentCounter : IDisposable
{
    private readonly ConcurrentDictionary<object, long> _counts = new();
    private readonly MeterListener _listener = new();

    public SentCounter()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "delivery.messaging.sent")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, _, _) =>
            _counts.AddOrUpdate(instrument.Meter.Scope!, count, (_, known) => known + count));
        _listener.Start();
    }

    public long Of(BusHost host) => _counts.GetValueOrDefault(host.Services.GetRequiredService<IMeterFactory>());

    public void Dispose() => _listener.Dispose();
}
