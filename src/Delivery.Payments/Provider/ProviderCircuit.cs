using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;

namespace Delivery.Payments.Provider;

/// <summary>What the rest of the module may know of the circuit breaker.</summary>
internal sealed class ProviderCircuit(TimeProvider timeProvider, IOptions<PaymentsOptions> options, ILogger<ProviderCircuit> logger)
{
    private long _openUntilTicks;
    private long _recoveredAtTicks;

    /// <summary>Raised when it has closed again.</summary>
    public event Action? Recovered;

    public CircuitBreakerStateProvider State { get; } = new();

    public bool IsClosed => State.CircuitState == CircuitState.Closed;

    /// <summary>How long it still refuses every call; zero or less when a call would be tried.</summary>
    public TimeSpan OpensIn => IsClosed
        ? TimeSpan.Zero
        : new DateTimeOffset(Interlocked.Read(ref _openUntilTicks), TimeSpan.Zero) - timeProvider.GetUtcNow();

    /// <summary>When it last closed after having been open.</summary>
    public DateTimeOffset RecoveredAt => new(Interlocked.Read(ref _recoveredAtTicks), TimeSpan.Zero);

    /// <summary>It has been open long enough, and nobody probes yet.</summary>
    public bool WantsProbe => State.CircuitState == CircuitState.Open && OpensIn <= TimeSpan.Zero;

    public void Opened()
    {
        var duration = options.Value.BreakDuration;
        Interlocked.Exchange(ref _openUntilTicks, (timeProvider.GetUtcNow() + duration).UtcTicks);
        logger.CircuitOpened(duration);
    }

    public void Closed()
    {
        Interlocked.Exchange(ref _recoveredAtTicks, timeProvider.GetUtcNow().UtcTicks);
        logger.CircuitClosed();
        Recovered?.Invoke();
    }
}
