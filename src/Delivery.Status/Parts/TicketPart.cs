using Delivery.Contracts;
using Delivery.Contracts.Stores;

namespace Delivery.Status.Parts;

/// <summary>What Stores has said about the ticket of the latest cooking round.</summary>
internal sealed record TicketPart
{
    /// <summary>0 before there is a ticket.</summary>
    public int Round { get; init; }

    public Versioned<TicketState> State { get; init; }

    /// <summary>How far the kitchen came in this round, up to <see cref="TicketState.Cooked"/>; being revoked does not take it back.</summary>
    public TicketState Reached { get; init; }

    /// <summary>The earliest that was heard of this round: what a rider did before belongs to an earlier one.</summary>
    public DateTimeOffset StartedAt { get; init; } = DateTimeOffset.MaxValue;

    public DateTimeOffset? AnswerBy { get; init; }

    public TicketPart Apply(IOrderEvent @event) => @event switch
    {
        TicketOffered offered => Reach(offered, offered.Round, TicketState.Offered, offered.AnswerBy),
        TicketAccepted accepted => Reach(accepted, accepted.Round, TicketState.Accepted),
        TicketAlreadyAccepted accepted => Reach(accepted, accepted.Round, TicketState.Accepted),
        CookingStarted started => Reach(started, started.Round, TicketState.Cooking),
        CookingFinished finished => Reach(finished, finished.Round, TicketState.Cooked),
        TicketRejected rejected => Reach(rejected, rejected.Round, TicketState.Rejected),
        TicketExpired expired => Reach(expired, expired.Round, TicketState.Expired),
        TicketRevoked revoked => Reach(revoked, revoked.Round, TicketState.Revoked),
        _ => this,
    };

    private TicketPart Reach(IOrderEvent @event, int round, TicketState state, DateTimeOffset? answerBy = null)
    {
        if (round < Round)
        {
            return this;
        }

        var ticket = round > Round ? new TicketPart { Round = round } : this;
        return ticket with
        {
            State = ticket.State.Merge(@event.Version, state),
            Reached = state <= TicketState.Cooked && state > ticket.Reached ? state : ticket.Reached,
            StartedAt = @event.At < ticket.StartedAt ? @event.At : ticket.StartedAt,
            AnswerBy = answerBy ?? ticket.AnswerBy,
        };
    }
}
