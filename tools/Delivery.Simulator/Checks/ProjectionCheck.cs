namespace Delivery.Simulator.Checks;

/// <summary>The projection shows what the modules say, and its history is whole.</summary>
internal static class ProjectionCheck
{
    public static IEnumerable<Violation> Check(OrderFacts facts) =>
        History(facts).Concat(Payment(facts)).Concat(Ticket(facts)).Concat(Delivery(facts))
            .Select(detail => new Violation("projection-differs", facts.OrderId, $"{facts.Run.Plan.Branch}, {facts.Outcome}: {detail}"));

    private static IEnumerable<string> History(OrderFacts facts)
    {
        var history = facts.Projection.History;
        if (!history.Select(entry => entry.Version).SequenceEqual(Enumerable.Range(1, facts.Projection.Version)))
        {
            yield return $"the history has versions {string.Join(",", history.Select(entry => entry.Version))} of {facts.Projection.Version}";
        }

        if (history.Count == 0 || history[^1].Status != facts.Projection.Status)
        {
            yield return $"the history does not end with {facts.Projection.Status}";
        }
    }

    private static IEnumerable<string> Payment(OrderFacts facts)
    {
        var shown = facts.Projection.Parts.Payment?.State;
        if (shown != facts.Payment.State)
        {
            yield return $"the payment is {facts.Payment.State} and shown as {shown}";
        }
    }

    private static IEnumerable<string> Ticket(OrderFacts facts)
    {
        var shown = facts.Projection.Parts.Ticket;
        var ticket = facts.Tickets.MaxBy(ticket => ticket.Round);
        // A ticket that was revoked before it was offered belongs to no store yet, so no store shows it.
        var wasRevokedInAdvance = ticket is null && shown is { State: "Revoked" };
        if (!wasRevokedInAdvance && (ticket?.Round != shown?.Round || ticket?.State != shown?.State))
        {
            yield return $"the ticket is {ticket} and shown as {shown}";
        }
    }

    /// <summary>Riders see a delivery that they have or had; one that nobody has ever claimed is seen by nobody.</summary>
    private static IEnumerable<string> Delivery(OrderFacts facts)
    {
        var shown = facts.Projection.Parts.Delivery;
        foreach (var job in facts.Deliveries)
        {
            if (shown is null || job.State != shown.State || job.Claim != shown.Claim)
            {
                yield return $"the delivery is {job} and shown as {shown}";
            }
        }

        if (facts.Deliveries.Count > 1)
        {
            yield return $"{facts.Deliveries.Count} riders have the delivery";
        }
    }
}
