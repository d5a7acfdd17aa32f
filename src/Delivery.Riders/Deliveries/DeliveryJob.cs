using Delivery.Contracts;
using Delivery.Contracts.Riders;

namespace Delivery.Riders.Deliveries;

/// <summary>
/// The delivery of one order, whichever riders it passes through and however often the dish is cooked. Its row is the referee of who has it
/// (R6): each decision raises <see cref="Version"/>, so that of two that began on the same state one has to look again.
/// </summary>
internal sealed partial class DeliveryJob
{
    public required string OrderId { get; init; }

    /// <summary>The cooking round whose dish is delivered.</summary>
    public int Round { get; private set; }

    public DeliveryState State { get; private set; }

    /// <summary>What is delivered and where; null on a tombstone, which was closed before it came and which no rider ever sees.</summary>
    public Consignment? Consignment { get; private set; }

    /// <summary>Where the search starts.</summary>
    public string RegionId { get; private set; } = "";

    public int Radius { get; private set; }

    /// <summary>The regions within the radius when it was set: riders on duty in one of them see the delivery.</summary>
    public string[] Reach { get; private set; } = [];

    /// <summary>True from the end of a claim until the search is ordered anew: only then may the radius become smaller.</summary>
    public bool Reopened { get; private set; }

    /// <summary>Counts the claims, from 1.</summary>
    public int Claim { get; private set; }

    /// <summary>Who has it, or had it when it was closed.</summary>
    public string? RiderId { get; private set; }

    /// <summary>Of the latest offer, until a claim has answered it.</summary>
    public string? RequestId { get; private set; }

    /// <summary>The last words on why it was given back, undeliverable or cancelled.</summary>
    public string? Reason { get; private set; }

    public HandOverConfirmation? ConfirmedBy { get; private set; }

    public int Version { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>A rider has the dish, had it or is on the way to it. No later round changes that: only a cancellation parts them.</summary>
    private bool IsInHand => State is DeliveryState.Claimed or DeliveryState.PickedUp or DeliveryState.HandedOver;

    /// <summary>A delivery that nobody has ordered yet: about to be offered, or to be closed in advance (R7).</summary>
    public static DeliveryJob Unordered(string orderId, DateTimeOffset now) =>
        new() { OrderId = orderId, State = DeliveryState.Cancelled, ChangedAt = now };

    /// <summary>Searches a rider, or widens the search, or says how it ended.</summary>
    /// <param name="command">The offer.</param>
    /// <param name="reach">The regions within the offer's radius.</param>
    /// <param name="now">The transaction's instant.</param>
    public IOrderEvent Offer(OfferDelivery command, string[] reach, DateTimeOffset now)
    {
        if (command.Round < Round)
        {
            return ToCancelled(command.RequestId);
        }

        if (command.Round > Round && !IsInHand)
        {
            Search(command, reach, now);
        }
        else if (State == DeliveryState.Searching)
        {
            Widen(command, reach, now);
        }

        return State switch
        {
            DeliveryState.Searching => ToOffered(),
            DeliveryState.Expired => ToExpired(command.RequestId),
            DeliveryState.Cancelled => ToCancelled(command.RequestId),
            _ => ToClaimed(command.RequestId),
        };
    }

    /// <summary>Says whether a rider has claimed; if not, none can any more in this round.</summary>
    public IOrderEvent Expire(ExpireDelivery command, DateTimeOffset now)
    {
        if (command.Round < Round)
        {
            return ToExpired(command.RequestId);
        }

        if (IsInHand || (State == DeliveryState.Undeliverable && command.Round == Round))
        {
            return ToClaimed(command.RequestId);
        }

        if (command.Round > Round || State == DeliveryState.Searching)
        {
            Round = command.Round;
            Change(DeliveryState.Expired, now);
        }

        return ToExpired(command.RequestId);
    }

    /// <summary>Ends it whatever its state, unless the customer has the dish.</summary>
    public IOrderEvent Cancel(CancelDelivery command, DateTimeOffset now)
    {
        if (State == DeliveryState.HandedOver)
        {
            return ToHandedOver(command.RequestId);
        }

        if (command.Round > Round || (command.Round == Round && State is not (DeliveryState.Cancelled or DeliveryState.Expired)))
        {
            Round = command.Round;
            Reason = command.Reason;
            Change(DeliveryState.Cancelled, now);
        }

        return ToCancelled(command.RequestId);
    }

    /// <summary>Takes it from its rider, unless the rider has the dish.</summary>
    public IOrderEvent Release(ReleaseRider command, DateTimeOffset now)
    {
        var concernsClaim = command.Claim == 0 || command.Claim == Claim;
        if (concernsClaim && State is DeliveryState.PickedUp or DeliveryState.HandedOver or DeliveryState.Undeliverable)
        {
            return ToPickedUp(command.RequestId);
        }

        if (concernsClaim && State == DeliveryState.Claimed)
        {
            Reopen(now);
        }

        return ToReleased(command);
    }

    /// <summary>Confirms for someone who is not the rider.</summary>
    public IOrderEvent ConfirmHandOver(ConfirmHandOver command, DateTimeOffset now)
    {
        var confirmable = State == DeliveryState.PickedUp
            || (State == DeliveryState.Undeliverable && command.ConfirmedBy == HandOverConfirmation.Operator);
        if (confirmable)
        {
            HandOver(command.ConfirmedBy, now);
        }

        return State switch
        {
            DeliveryState.HandedOver => ToHandedOver(command.RequestId),
            DeliveryState.Undeliverable => ToUndeliverable(command.RequestId),
            _ => ToRefused(command.RequestId),
        };
    }

    public DeliveryClaimed ClaimBy(string riderId, DateTimeOffset now)
    {
        Require(State == DeliveryState.Searching, "claim", nameof(DeliveryState.Searching));
        var requestId = RequestId;
        Claim++;
        RiderId = riderId;
        RequestId = null;
        Reopened = false;
        Change(DeliveryState.Claimed, now);
        return ToClaimed(requestId);
    }

    public DeliveryPickedUp PickUp(string riderId, DateTimeOffset now)
    {
        RequireHolder(riderId);
        Require(State == DeliveryState.Claimed, "pick up", nameof(DeliveryState.Claimed));
        Change(DeliveryState.PickedUp, now);
        return ToPickedUp(requestId: null);
    }

    /// <summary>The rider hands over, or finds the customer after all.</summary>
    public DeliveryHandedOver Deliver(string riderId, DateTimeOffset now)
    {
        RequireHolder(riderId);
        Require(
            State is DeliveryState.PickedUp or DeliveryState.Undeliverable,
            "hand over",
            $"{nameof(DeliveryState.PickedUp)} or {nameof(DeliveryState.Undeliverable)}");
        HandOver(HandOverConfirmation.Rider, now);
        return ToHandedOver(requestId: null);
    }

    public DeliveryGivenBack GiveBack(string riderId, string? reason, DateTimeOffset now)
    {
        RequireHolder(riderId);
        Require(State == DeliveryState.Claimed, "give back", nameof(DeliveryState.Claimed));
        Reason = reason;
        Reopen(now);
        return ToGivenBack(riderId);
    }

    public DeliveryUndeliverable ReportUndeliverable(string riderId, string? reason, DateTimeOffset now)
    {
        RequireHolder(riderId);
        Require(State == DeliveryState.PickedUp, "report as undeliverable", nameof(DeliveryState.PickedUp));
        Reason = reason;
        Change(DeliveryState.Undeliverable, now);
        return ToUndeliverable(requestId: null);
    }

    private void Search(OfferDelivery command, string[] reach, DateTimeOffset now)
    {
        Round = command.Round;
        Consignment = Consignment.Of(command);
        RiderId = null;
        Reason = null;
        Order(command, reach);
        Change(DeliveryState.Searching, now);
    }

    /// <summary>A late, smaller offer of the same search does not narrow it, but its sender too must hear of the claim.</summary>
    private void Widen(OfferDelivery command, string[] reach, DateTimeOffset now)
    {
        if (Reopened || command.Radius > Radius)
        {
            Order(command, reach);
        }
        else if (command.RequestId == RequestId)
        {
            return;
        }

        RequestId = command.RequestId;
        Change(DeliveryState.Searching, now);
    }

    private void Order(OfferDelivery command, string[] reach)
    {
        RegionId = command.RegionId;
        Radius = command.Radius;
        Reach = reach;
        RequestId = command.RequestId;
        Reopened = false;
    }

    private void Reopen(DateTimeOffset now)
    {
        RiderId = null;
        Reopened = true;
        Change(DeliveryState.Searching, now);
    }

    private void HandOver(HandOverConfirmation confirmedBy, DateTimeOffset now)
    {
        ConfirmedBy = confirmedBy;
        Change(DeliveryState.HandedOver, now);
    }

    private void RequireHolder(string riderId)
    {
        if (RiderId != riderId)
        {
            throw RidersProblems.NotYours(this);
        }
    }

    private void Require(bool allowed, string action, string needed)
    {
        if (!allowed)
        {
            throw RidersProblems.WrongState(this, action, needed);
        }
    }

    private void Change(DeliveryState state, DateTimeOffset now)
    {
        State = state;
        Version++;
        ChangedAt = now;
    }
}
