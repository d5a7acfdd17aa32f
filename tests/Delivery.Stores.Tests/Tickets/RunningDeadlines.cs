using Delivery.Stores.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Delivery.Stores.Tests.Tickets;

/// <summary>The deadline service of one replica.</summary>
internal sealed class RunningDeadlines : ILogger<TicketDeadlines>, IAsyncDisposable
{
    private readonly TicketDeadlines _service;
    private int _warnings;

    private RunningDeadlines(StoresFixture fixture, DeadlineAlarm alarm) =>
        _service = ActivatorUtilities.CreateInstance<TicketDeadlines>(fixture.Module.Services, alarm, (ILogger<TicketDeadlines>)this);

    public int Warnings => _warnings;

    /// <summary>Starts it.</summary>
    /// <param name="fixture">The module.</param>
    /// <param name="ownAlarm">True for another replica, whose alarm does not hear what the fixture's handlers announce.</param>
    public static async Task<RunningDeadlines> StartAsync(StoresFixture fixture, bool ownAlarm = false)
    {
        var alarm = ownAlarm ? new DeadlineAlarm(fixture.Clock) : fixture.Module.Services.GetRequiredService<DeadlineAlarm>();
        var running = new RunningDeadlines(fixture, alarm);
        await running._service.StartAsync(CancellationToken.None);
        return running;
    }

    public Task StopAsync() => _service.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _service.Dispose();
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Warning)
        {
            Interlocked.Increment(ref _warnings);
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
