using System.Collections.Concurrent;
using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Play;
using Delivery.Simulator.Webhooks;

namespace Delivery.Simulator.Checks;

/// <summary>Asks everybody about every order when all have ended, and compares.</summary>
internal sealed class FinalCheck(Stage stage, WebhookReceiver receiver, Subscribers subscribers)
{
    private const int AtATime = 4;

    /// <summary>What is still on its way through the queues when an order ends must arrive within this.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>A receiver that refused is tried again only after a while; when nothing comes for so long, nothing more will.</summary>
    private static readonly TimeSpan Notifying = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private readonly ConcurrentDictionary<string, OrderDetails> _shown = new();
    private readonly long _began = stage.Time.GetTimestamp();

    public async Task RunAsync(IReadOnlyList<OrderRun> runs, CancellationToken cancellationToken)
    {
        var placed = runs.Where(run => run.OrderId.Length > 0).ToList();
        var shown = await ModulesView.ReadAsync(stage, cancellationToken);
        await Parallel.ForEachAsync(
            placed,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (run, token) =>
            {
                try
                {
                    await CheckAsync(run, shown, token);
                }
                catch (Exception exception) when (exception is InvalidOperationException or TimeoutException or HttpRequestException)
                {
                    stage.Violations.Add("check-failed", run.OrderId, exception.Message);
                }
            });
        await CheckNothingElseAsync(placed, cancellationToken);
        CheckClaims(placed);
        await DeadLetterCheck.RunAsync(stage, cancellationToken);
        await CheckNotificationsAsync(cancellationToken);
    }

    private async Task CheckAsync(OrderRun run, ModulesView shown, CancellationToken cancellationToken)
    {
        while (true)
        {
            var facts = await ReadAsync(run, shown, cancellationToken);
            var violations = OutcomeCheck.Check(facts).Concat(BooksCheck.Check(facts)).Concat(ProjectionCheck.Check(facts))
                .Concat(await CancellationCheck.CheckAsync(stage, facts, cancellationToken)).ToList();
            if (violations.Count == 0)
            {
                return;
            }

            if (stage.Time.GetElapsedTime(_began) > Settling)
            {
                violations.ForEach(violation => stage.Violations.Add(violation.Kind, violation.OrderId, violation.Detail));
                return;
            }

            await Task.Delay(Pause, stage.Time, cancellationToken);
            shown = await ModulesView.ReadAsync(stage, cancellationToken);
        }
    }

    private async Task<OrderFacts> ReadAsync(OrderRun run, ModulesView shown, CancellationToken cancellationToken)
    {
        var auditor = stage.World.Auditor(run.Plan.Number);
        var projection = await GetAsync<OrderDetails>($"/api/orders/{run.OrderId}", auditor, cancellationToken);
        _shown[run.OrderId] = projection;
        return new OrderFacts(
            run,
            projection,
            await GetAsync<Payment>($"/api/orders/{run.OrderId}/payment", auditor, cancellationToken),
            await GetAsync<PlatformLedger>($"/ops/payments/{run.OrderId}/ledger", auditor, cancellationToken),
            await stage.Sandbox.BooksAsync(run.OrderId, cancellationToken),
            [.. shown.Tickets[run.OrderId]],
            [.. shown.Deliveries[run.OrderId]]);
    }

    private async Task<T> GetAsync<T>(string path, Caller caller, CancellationToken cancellationToken)
    {
        var answer = await stage.Api.SendAsync(ApiCall.Get(path, caller), cancellationToken);
        return answer.IsSuccess ? answer.Read<T>() : throw new InvalidOperationException($"GET {path} answered {answer}");
    }

    /// <summary>The customers have the orders that they placed, and no others.</summary>
    private async Task CheckNothingElseAsync(List<OrderRun> placed, CancellationToken cancellationToken)
    {
        var known = placed.Select(run => run.OrderId).ToHashSet();
        foreach (var customer in stage.World.Customers)
        {
            foreach (var order in await stage.Api.ListAsync<OrderSummary>("/api/orders", customer, cancellationToken))
            {
                stage.Violations.Check(known.Contains(order.OrderId), "order-out-of-nowhere", order.OrderId, $"{customer.Subject} did not place it");
            }
        }
    }

    private void CheckClaims(List<OrderRun> placed)
    {
        foreach (var run in placed)
        {
            foreach (var claim in run.Deeds.Claims.Distinct().GroupBy(claim => claim.Claim).Where(claim => claim.Count() > 1))
            {
                stage.Violations.Add(
                    "claim-won-twice", run.OrderId, $"claim {claim.Key} was won by {string.Join(" and ", claim.Select(won => won.RiderId))}");
            }
        }
    }

    private async Task CheckNotificationsAsync(CancellationToken cancellationToken)
    {
        var all = _shown.ToDictionary(order => order.Key, order => order.Value.History);
        var own = all.Where(order => stage.Orders[order.Key].CustomerId == subscribers.Customer.Subject).ToDictionary();
        var (latest, count) = (stage.Time.GetTimestamp(), 0);
        List<Violation> violations;
        do
        {
            if (receiver.Received.Count > count)
            {
                (latest, count) = (stage.Time.GetTimestamp(), receiver.Received.Count);
            }

            violations =
            [
                .. NotificationCheck.Check(receiver.Received, Subscribers.All, all),
                .. NotificationCheck.Check(receiver.Received, Subscribers.Own, own),
            ];
            await Task.Delay(Pause, stage.Time, cancellationToken);
        }
        while (violations.Exists(violation => violation.Kind == "not-notified") && stage.Time.GetElapsedTime(latest) < Notifying);
        violations.ForEach(violation => stage.Violations.Add(violation.Kind, violation.OrderId, violation.Detail));
    }
}
