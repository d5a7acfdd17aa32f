using Delivery.IntegrationTests.Play;
using Delivery.IntegrationTests.Processes;
using Xunit;

namespace Delivery.IntegrationTests.Tracing;

/// <summary>All processes, exporting to one collector that also is the customer's webhook; started once for all tests.</summary>
public sealed class TracedProcesses : IAsyncLifetime
{
    /// <summary>Long enough to tell a timer's burst from one that only was late.</summary>
    internal static readonly TimeSpan ShortTimer = TimeSpan.FromSeconds(3);

    private SpanCollector? _collector;
    private ModuleProcesses? _processes;
    private Cast? _cast;

    internal SpanCollector Collector => _collector!;

    internal ModuleProcesses Processes => _processes!;

    internal Cast Cast => _cast!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _collector = await SpanCollector.StartAsync();
        _processes = await ModuleProcesses.CreateAsync(
            new Dictionary<string, string>
            {
                ["Timeouts:deferredPayment"] = ShortTimer.ToString(),
                ["Timeouts:handOver"] = ShortTimer.ToString(),
                // A rider of a test takes its time on a busy machine.
                ["Timeouts:cookingStart"] = "00:05:00",
                ["Timeouts:cookingFinish"] = "00:05:00",
                ["Timeouts:storeAnswer"] = "00:05:00",
                ["Timeouts:riderSearchStep"] = "00:05:00",
                ["Timeouts:pickUp"] = "00:05:00",
            },
            _collector.Environment);
        await _processes.StartAllAsync();
        _cast = new Cast(_processes.Url);
        await _cast.ReadMenuAsync();
        await _cast.SubscribeAsync(_collector.Webhook);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _cast?.Dispose();
        if (_processes is not null)
        {
            await _processes.DisposeAsync();
        }

        if (_collector is not null)
        {
            await _collector.DisposeAsync();
        }
    }
}
