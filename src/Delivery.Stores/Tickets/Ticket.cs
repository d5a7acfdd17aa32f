using Delivery.Contracts;
using Delivery.Contracts.Stores;

namespace Delivery.Stores.Tickets;

/// <summary>
/// One order on a kitchen's screen, once per cooking round. Its row is the referee of two races (R6): accepted or expired, and cooking or
/// cancelled. Each decision raises <see cref="Version"/>, so that of two that began on the same state one has to look again.
/// </summary>
internal sealed class Ticket
{
    public required string OrderId { get; init; }

    public required int Round { get; init; }

    /// <summary>Null on a tombstone: the ticket was closed before it came, and no store ever sees it.</summary>
    public string? StoreId { get; init; }

    public IReadOnlyList<OrderLine> Lines { get; init; } = [];

    public TicketState State { get; private set; }

    public DateTimeOffset? OfferedAt { get; init; }

    public DateTimeOffset? AnswerBy { get; init; }

    /// <summary>Of the latest offer: who waits for the store's answer.</summary>
    public string? RequestId { get; private set; }

    /// <summary>Why it was rejected or revoked.</summary>
    public string? Reason { get; private set; }

    public int Version { get; private set; } = 1;

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Shows the order to the store. Its time to answer starts now, however long the command was under way.</summary>
    public static Ticket Offer(OfferTicket command, DateTimeOffset now) => new()
    {
        OrderId = command.OrderId,
        Round = command.Round,
        StoreId = command.StoreId,
        Lines = command.Lines,
        State = TicketState.Offered,
        OfferedAt = now,
        AnswerBy = now + command.AnswerWithin,
        RequestId = command.RequestId,
        ChangedAt = now,
    };

    /// <summary>Turns down an offer that no store can answer.</summary>
    public static Ticket Refuse(OfferTicket command, string reason, DateTimeOffset now) => new()
    {
        OrderId = command.OrderId,
        Round = command.Round,
        StoreId = command.StoreId,
        Lines = command.Lines,
        State = TicketState.Rejected,
        Reason = reason,
        RequestId = command.RequestId,
        ChangedAt = now,
    };

    /// <summary>Closes a ticket that has not come yet (R7).</summary>
    public static Ticket Tombstone(string orderId, int round, TicketState state, DateTimeOffset now) => new()
    {
        OrderId = orderId,
        Round = round,
        State = state,
        ChangedAt = now,
    };

    /// <summary>Answers an offer of a ticket that is already here. The store's time does not start again.</summary>
    public IOrderEvent OfferAgain(OfferTicket command, DateTimeOffset now)
    {
        if (State == TicketState.Offered && RequestId != command.RequestId)
        {
            // The store's answer must go to the latest asker: a change like any other, so that an answer under way sees it.
            RequestId = command.RequestId;
            Change(TicketState.Offered, now);
        }

        return State switch
        {
            TicketState.Offered => ToOffered(),
            TicketState.Rejected => ToRejected(command.RequestId),
            TicketState.Expired => ToExpired(command.RequestId),
            TicketState.Revoked => ToRevoked(command.RequestId),
            _ => ToAccepted(command.RequestId),
        };
    }

    public TicketAccepted Accept(DateTimeOffset now)
    {
        Require(TicketState.Offered, "accept");
        Change(TicketState.Accepted, now);
        return ToAccepted(RequestId);
    }

    public TicketRejected Reject(string? reason, DateTimeOffset now)
    {
        Require(TicketState.Offered, "reject");
        Reason = reason;
        Change(TicketState.Rejected, now);
        return ToRejected(RequestId);
    }

    public CookingStarted StartCooking(DateTimeOffset now)
    {
        Require(TicketState.Accepted, "start cooking");
        Change(TicketState.Cooking, now);
        return new CookingStarted { OrderId = OrderId, Version = Version, At = ChangedAt, Round = Round, StoreId = StoreId! };
    }

    public CookingFinished FinishCooking(DateTimeOffset now)
    {
        Require(TicketState.Cooking, "finish cooking");
        Change(TicketState.Cooked, now);
        return new CookingFinished { OrderId = OrderId, Version = Version, At = ChangedAt, Round = Round, StoreId = StoreId! };
    }

    /// <summary>The store's time is up. Null when it was faster.</summary>
    public TicketExpired? Expire(DateTimeOffset now)
    {
        if (State != TicketState.Offered || AnswerBy > now)
        {
            return null;
        }

        Change(TicketState.Expired, now);
        return ToExpired(RequestId);
    }

    /// <summary>Says whether the store has answered; if not, it cannot any more.</summary>
    public IOrderEvent Expire(ExpireTicket command, DateTimeOffset now)
    {
        if (State == TicketState.Offered)
        {
            Change(TicketState.Expired, now);
        }

        return State switch
        {
            TicketState.Rejected => ToRejected(command.RequestId),
            // A revoked ticket is as closed as an expired one, and this command has no third answer for it.
            TicketState.Expired or TicketState.Revoked => ToExpired(command.RequestId),
            _ => new TicketAlreadyAccepted
            {
                OrderId = OrderId,
                Version = Version,
                At = ChangedAt,
                RequestId = command.RequestId,
                Round = Round,
                StoreId = StoreId!,
            },
        };
    }

    /// <summary>Takes the order back, unless the store cooks; forced, even then.</summary>
    public IOrderEvent Revoke(RevokeTicket command, DateTimeOffset now)
    {
        if (State is TicketState.Cooking or TicketState.Cooked && !command.Force)
        {
            return new CookingAlreadyStarted
            {
                OrderId = OrderId,
                Version = Version,
                At = ChangedAt,
                RequestId = command.RequestId,
                Round = Round,
                StoreId = StoreId!,
            };
        }

        // A rejected or expired ticket has nothing to take back; it keeps its state as the store knows it.
        if (State is not (TicketState.Revoked or TicketState.Rejected or TicketState.Expired))
        {
            Reason = command.Reason;
            Change(TicketState.Revoked, now);
        }

        return ToRevoked(command.RequestId);
    }

    private void Require(TicketState needed, string action)
    {
        if (State != needed)
        {
            throw StoresProblems.WrongState(this, action, needed);
        }
    }

    private void Change(TicketState state, DateTimeOffset now)
    {
        State = state;
        Version++;
        ChangedAt = now;
    }

    private TicketAccepted ToAccepted(string? requestId) =>
        new() { OrderId = OrderId, Version = Version, At = ChangedAt, RequestId = requestId, Round = Round, StoreId = StoreId! };

    public TicketExpired ToExpired(string? requestId) =>
        new() { OrderId = OrderId, Version = Version, At = ChangedAt, RequestId = requestId, Round = Round };

    public TicketOffered ToOffered() =>
        new()
        {
            OrderId = OrderId,
            Version = Version,
            At = ChangedAt,
            RequestId = RequestId,
            Round = Round,
            StoreId = StoreId!,
            AnswerBy = AnswerBy!.Value,
        };

    public TicketRejected ToRejected(string? requestId) =>
        new()
        {
            OrderId = OrderId,
            Version = Version,
            At = ChangedAt,
            RequestId = requestId,
            Round = Round,
            StoreId = StoreId!,
            Reason = Reason,
        };

    private TicketRevoked ToRevoked(string? requestId) =>
        new() { OrderId = OrderId, Version = Version, At = ChangedAt, RequestId = requestId, Round = Round };
}
