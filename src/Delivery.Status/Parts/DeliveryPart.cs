using System.Collections.Immutable;
using Delivery.Contracts;
using Delivery.Contracts.Riders;

namespace Delivery.Status.Parts;

/// <summary>What Riders has said: the state of the delivery, and how far the latest claim came.</summary>
internal sealed record DeliveryPart
{
    public Versioned<DeliveryState> State { get; init; }

    /// <summary>The latest claim; 0 before the first.</summary>
    public int Claim { get; init; }

    public ClaimProgress Progress { get; init; }

    /// <summary>The rider of the latest claim.</summary>
    public string? RiderId { get; init; }

    /// <summary>The earliest that was heard of the latest claim.</summary>
    public DateTimeOffset ClaimedAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Everybody who has or had the delivery: they may see the order.</summary>
    public ImmutableSortedSet<string> Riders { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Of the version at which <see cref="Radius"/> was heard.</summary>
    public int RadiusVersion { get; init; }

    public int Radius { get; init; }

    public DeliveryPart Apply(IOrderEvent @event) => @event switch
    {
        DeliveryOffered offered => Reach(offered, DeliveryState.Searching).Widen(offered),
        DeliveryClaimed claimed =>
            Reach(claimed, DeliveryState.Claimed).Hold(claimed, claimed.Claim, claimed.RiderId, ClaimProgress.Claimed),
        DeliveryPickedUp pickedUp =>
            Reach(pickedUp, DeliveryState.PickedUp).Hold(pickedUp, pickedUp.Claim, pickedUp.RiderId, ClaimProgress.PickedUp),
        DeliveryUndeliverable undeliverable =>
            Reach(undeliverable, DeliveryState.Undeliverable)
                .Hold(undeliverable, undeliverable.Claim, undeliverable.RiderId, ClaimProgress.PickedUp),
        DeliveryHandedOver handedOver =>
            Reach(handedOver, DeliveryState.HandedOver)
                .Hold(handedOver, handedOver.Claim, handedOver.RiderId, ClaimProgress.HandedOver),
        DeliveryGivenBack givenBack =>
            Reach(givenBack, DeliveryState.Searching).Hold(givenBack, givenBack.Claim, givenBack.RiderId, ClaimProgress.Ended),
        RiderReleased released => Reach(released, DeliveryState.Released).Hold(released, released.Claim, riderId: null, ClaimProgress.Ended),
        DeliveryExpired => Reach(@event, DeliveryState.Expired),
        DeliveryCancelled => Reach(@event, DeliveryState.Cancelled),
        _ => this,
    };

    private DeliveryPart Reach(IOrderEvent @event, DeliveryState state) => this with { State = State.Merge(@event.Version, state) };

    private DeliveryPart Widen(DeliveryOffered offered) =>
        offered.Version > RadiusVersion ? this with { RadiusVersion = offered.Version, Radius = offered.Radius } : this;

    private DeliveryPart Hold(IOrderEvent @event, int claim, string? riderId, ClaimProgress progress)
    {
        var riders = riderId is null ? Riders : Riders.Add(riderId);
        if (claim < Claim)
        {
            return this with { Riders = riders };
        }

        var latest = claim > Claim
            ? this with { Claim = claim, Progress = ClaimProgress.None, RiderId = null, ClaimedAt = DateTimeOffset.MaxValue }
            : this;
        return latest with
        {
            Riders = riders,
            RiderId = riderId ?? latest.RiderId,
            Progress = progress > latest.Progress ? progress : latest.Progress,
            ClaimedAt = @event.At < latest.ClaimedAt ? @event.At : latest.ClaimedAt,
        };
    }
}
