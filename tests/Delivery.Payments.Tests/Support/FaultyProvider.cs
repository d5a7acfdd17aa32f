using System.Collections.Concurrent;
using Delivery.Payments.Provider;

namespace Delivery.Payments.Tests.Support;

/// <summary>A faithful provider behind a bad line.</summary>
internal sealed class FaultyProvider : IPaymentProvider
{
    private readonly ConcurrentQueue<ProviderCall> _calls = new();

    public ModelProvider Model { get; } = new();

    /// <summary>Decides what goes wrong with a call.</summary>
    public Func<ProviderCall, Fault> Fault { get; set; } = _ => Support.Fault.None;

    /// <summary>Runs when a call has reached the provider and been done, before its answer leaves.</summary>
    public Func<ProviderCall, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    public IEnumerable<ProviderCall> Calls => _calls;

    public async Task<ProviderAnswer> PerformAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        _calls.Enqueue(call);
        var fault = Fault(call);
        if (fault is Support.Fault.NotReached or Support.Fault.LostRequest)
        {
            return fault == Support.Fault.NotReached ? ProviderAnswer.NotReached : ProviderAnswer.Unknown;
        }

        var answer = Model.Perform(call);
        await BeforeAnswer(call);
        return fault == Support.Fault.LostAnswer ? ProviderAnswer.Unknown : answer;
    }
}
