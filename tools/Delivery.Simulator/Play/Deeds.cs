using System.Collections.Concurrent;
using Delivery.Simulator.Api.Wire;

namespace Delivery.Simulator.Play;

/// <summary>What the simulator's people have done to an order: whatever happens to it must be explained by this.</summary>
internal sealed class Deeds
{
    private int _cookedRounds;

    /// <summary>The answers to tickets: the rounds that were accepted.</summary>
    public ConcurrentDictionary<int, bool> AcceptedRounds { get; } = new();

    public volatile bool Rejected;

    public volatile bool CookingStarted;

    public volatile bool CancelAsked;

    /// <summary>The API answered a cancellation with a refusal at once.</summary>
    public volatile bool CancelRefused;

    public volatile bool PaidWithDecliningCard;

    public volatile bool ReportedUndeliverable;

    public volatile bool EscalationSeen;

    public volatile bool EscalationResolved;

    public volatile bool PickedUp;

    public volatile string? CancellationId;

    /// <summary>Who won which claim.</summary>
    public ConcurrentBag<(int Claim, string RiderId)> Claims { get; } = [];

    public ConcurrentBag<int> GivenBack { get; } = [];

    /// <summary>What operators decided: kind and resolution.</summary>
    public ConcurrentBag<(string Kind, string Resolution)> Resolutions { get; } = [];

    /// <summary>The statuses in the order in which they were seen.</summary>
    public ConcurrentQueue<OrderStatus> Seen { get; } = new();

    /// <summary>How often a kitchen has finished the dish.</summary>
    public int CookedRounds => _cookedRounds;

    public void CookingFinished() => Interlocked.Increment(ref _cookedRounds);

    public bool Resolved(string kind, string resolution) => Resolutions.Contains((kind, resolution));
}
