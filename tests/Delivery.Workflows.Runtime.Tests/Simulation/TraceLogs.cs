using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>Puts what a replica complains about into the trace of its world.</summary>
internal sealed class TraceLogs(Action<string> note) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        note($"{formatter(state, exception)} {exception?.GetType().Name} {exception?.Message}");

    public void Dispose()
    {
    }
}
