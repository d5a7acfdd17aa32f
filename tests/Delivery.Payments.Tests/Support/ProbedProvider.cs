using System.Collections.Concurrent;
using Delivery.Payments.Provider;
using Polly.CircuitBreaker;

namespace Delivery.Payments.Tests.Support;

/// <summary>A faithful provider behind the real circuit breaker, whose answers wait until they are released.</summary>
internal sealed class ProbedProvider : IPaymentProvider
{
    private readonly ModelProvider _model = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What goes wrong with every call while there is no circuit breaker.</summary>
    public Fault Fault { get; set; }

    /// <summary>From now on calls go through it.</summary>
    public ProviderPipeline? Pipeline { get; set; }

    public void Release() => _released.SetResult();

    /// <summary>Waits until a call for the order has been tried.</summary>
    public Task WaitForAsync(string orderId) => Eventually.TrueAsync(() => _asked.Contains(orderId), $"a call for {orderId}");

    public async Task<ProviderAnswer> PerformAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        if (Pipeline is null)
        {
            return Fault == Fault.NotReached ? ProviderAnswer.NotReached : _model.Perform(call);
        }

        try
        {
            await Pipeline.ExecuteAsync(
                async token =>
                {
                    _asked.Enqueue(call.OrderId);
                    await _released.Task.WaitAsync(token);
                    return new ProviderReply(200, Body: null, RetryAfter: null);
                },
                cancellationToken);
            return _model.Perform(call);
        }
        catch (BrokenCircuitException)
        {
            _asked.Enqueue(call.OrderId);
            return ProviderAnswer.NotReached;
        }
    }
}
