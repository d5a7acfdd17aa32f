using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Delivery.Payments.Provider;

/// <summary>From the outside in: the time for everything, the repetitions, the circuit breaker, the time for one call.</summary>
internal sealed class ProviderPipeline(
    ProviderCircuit circuit, TimeProvider timeProvider, IOptions<PaymentsOptions> options, ILoggerFactory loggers)
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(2);

    private readonly ResiliencePipeline<ProviderReply> _pipeline = Build(circuit, timeProvider, options.Value, loggers);

    public ValueTask<ProviderReply> ExecuteAsync(
        Func<CancellationToken, ValueTask<ProviderReply>> call, CancellationToken cancellationToken) =>
        _pipeline.ExecuteAsync(static (call, token) => call(token), call, cancellationToken);

    private static ResiliencePipeline<ProviderReply> Build(
        ProviderCircuit circuit, TimeProvider timeProvider, PaymentsOptions options, ILoggerFactory loggers)
    {
        var failures = new PredicateBuilder<ProviderReply>()
            .Handle<HttpRequestException>()
            .Handle<TimeoutRejectedException>()
            .HandleResult(reply => !reply.IsDefinite);
        return new ResiliencePipelineBuilder<ProviderReply> { TimeProvider = timeProvider, Name = "payment-provider" }
            .AddTimeout(options.TotalTimeout)
            .AddRetry(new RetryStrategyOptions<ProviderReply>
            {
                ShouldHandle = failures,
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                DelayGenerator = arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ProviderReply>
            {
                ShouldHandle = failures,
                FailureRatio = options.BreakerFailureRatio,
                MinimumThroughput = options.BreakerMinimumCalls,
                SamplingDuration = options.BreakerSampling,
                BreakDuration = options.BreakDuration,
                StateProvider = circuit.State,
                OnOpened = _ =>
                {
                    circuit.Opened();
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    circuit.Closed();
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(options.AttemptTimeout)
            .ConfigureTelemetry(loggers)
            .Build();
    }

    /// <summary>What the provider asks for, within reason; null leaves it to the growing delay.</summary>
    private static TimeSpan? RetryAfter(ProviderReply? reply) =>
        reply?.RetryAfter is { } delay ? TimeSpan.FromTicks(Math.Min(delay.Ticks, LongestRetryAfter.Ticks)) : null;
}
