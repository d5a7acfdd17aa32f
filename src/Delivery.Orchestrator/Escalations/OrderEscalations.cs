using Delivery.Contracts;
using Delivery.Contracts.Escalations;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;

namespace Delivery.Orchestrator.Escalations;

/// <summary>
/// All incidents of one order. Raising, deciding and withdrawing race with each other; this is the one row that decides (R6), and its version
/// is the one that the events carry, so that receivers can put them in order.
/// </summary>
internal sealed class OrderEscalations
{
    public required string OrderId { get; init; }

    /// <summary>Raised by one with each change, from 1.</summary>
    public int Version { get; private set; }

    public List<Escalation> Escalations { get; } = [];

    /// <summary>Opens an incident, goes on to wait for one that is open, or repeats the decision on one that is decided.</summary>
    /// <returns>What to publish; null when the incident was open already.</returns>
    public IOrderEvent? Raise(RaiseEscalation command, DateTimeOffset now)
    {
        var known = Find(command.Kind, IncidentOf(command));
        if (known is null)
        {
            return Open(command, now);
        }

        // A question asked again replaces the one before: only the latest is waited for (R8).
        known.RequestId = command.RequestId;
        Version++;
        return known.State == EscalationState.Open ? null : DecisionOf(known, now);
    }

    /// <summary>Closes what has resolved itself. A named incident that is not known yet is closed in advance, because its command may arrive late.</summary>
    public EscalationWithdrawn Withdraw(WithdrawEscalation command, DateTimeOffset now)
    {
        if (command.Incident is { } incident && Find(command.Kind, incident) is null)
        {
            Escalations.Add(New(command.Kind, incident, summary: string.Empty, EscalationState.Withdrawn, requestId: null, now));
        }

        foreach (var open in Escalations.Where(escalation => escalation.State == EscalationState.Open && Concerns(command, escalation)))
        {
            open.State = EscalationState.Withdrawn;
            open.ResolvedAt = now;
        }

        Version++;
        return new EscalationWithdrawn { OrderId = OrderId, Version = Version, At = now, RequestId = command.RequestId, Kind = command.Kind };
    }

    /// <summary>Decides an open incident.</summary>
    /// <exception cref="ProblemException">It is not open any more; the state that won is in the answer.</exception>
    public IOrderEvent Resolve(string escalationId, EscalationResolution resolution, string? note, string @operator, DateTimeOffset now)
    {
        var escalation = Escalations.Single(escalation => escalation.Id == escalationId);
        if (escalation.State != EscalationState.Open)
        {
            throw OrchestratorProblems.AlreadyResolved(escalation);
        }

        escalation.State = resolution switch
        {
            EscalationResolution.Continue => EscalationState.Continued,
            EscalationResolution.Replace => EscalationState.Replaced,
            EscalationResolution.Cancel => EscalationState.Cancelled,
            _ => throw new ArgumentOutOfRangeException(nameof(resolution), resolution, message: null),
        };
        escalation.ResolvedAt = now;
        escalation.ResolvedBy = @operator;
        escalation.Note = note;
        Version++;
        return DecisionOf(escalation, now);
    }

    private static string IncidentOf(RaiseEscalation command) =>
        command.Incident ?? command.RequestId ?? throw new InvalidOperationException("The command names neither an incident nor a request.");

    private static bool Concerns(WithdrawEscalation command, Escalation escalation) =>
        escalation.Kind == command.Kind && (command.Incident is null || command.Incident == escalation.Incident);

    private EscalationRaised Open(RaiseEscalation command, DateTimeOffset now)
    {
        var opened = New(command.Kind, IncidentOf(command), command.Summary, EscalationState.Open, command.RequestId, now);
        Escalations.Add(opened);
        Version++;
        return new EscalationRaised
        {
            OrderId = OrderId,
            Version = Version,
            At = now,
            RequestId = command.RequestId,
            EscalationId = opened.Id,
            Kind = opened.Kind,
            Summary = opened.Summary,
        };
    }

    private Escalation? Find(EscalationKind kind, string incident) =>
        Escalations.Find(escalation => escalation.Kind == kind && escalation.Incident == incident);

    private Escalation New(
        EscalationKind kind, string incident, string summary, EscalationState state, string? requestId, DateTimeOffset now) => new()
    {
        Id = Ids.New("esc", now),
        OrderId = OrderId,
        Kind = kind,
        Incident = incident,
        Summary = summary,
        State = state,
        RequestId = requestId,
        RaisedAt = now,
        ResolvedAt = state == EscalationState.Open ? null : now,
    };

    private IOrderEvent DecisionOf(Escalation escalation, DateTimeOffset now) => escalation.State switch
    {
        EscalationState.Continued => new EscalationContinued
        {
            OrderId = OrderId,
            Version = Version,
            At = now,
            RequestId = escalation.RequestId,
            EscalationId = escalation.Id,
            Kind = escalation.Kind,
            Note = escalation.Note,
        },
        EscalationState.Replaced => new EscalationReplaced
        {
            OrderId = OrderId,
            Version = Version,
            At = now,
            RequestId = escalation.RequestId,
            EscalationId = escalation.Id,
            Kind = escalation.Kind,
            Note = escalation.Note,
        },
        EscalationState.Cancelled => new EscalationCancelled
        {
            OrderId = OrderId,
            Version = Version,
            At = now,
            RequestId = escalation.RequestId,
            EscalationId = escalation.Id,
            Kind = escalation.Kind,
            Note = escalation.Note,
        },
        EscalationState.Withdrawn => new EscalationWithdrawn
        {
            OrderId = OrderId,
            Version = Version,
            At = now,
            RequestId = escalation.RequestId,
            Kind = escalation.Kind,
        },
        _ => throw new InvalidOperationException($"The incident {escalation.Id} is {escalation.State}."),
    };
}
