using System.Globalization;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Http.Endpoints;
using Microsoft.Data.Sqlite;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <content>Clients that call workflows, and call again with the same key until they are told how it went.</content>
internal sealed partial class World
{
    private readonly List<HttpCall> _calls = [];

    /// <summary>Deliveries that wait, on a replica, for their answers: time alone may wake them.</summary>
    private readonly List<(SimulatedReplica Replica, HttpCall Call, Task Task)> _deliveries = [];

    private string[] _paths = [];

    /// <summary>A new one, or an old one once more, also on another replica, and while it is under way.</summary>
    private void Call()
    {
        if (_calls.Count > 0 && _random.Next(2) == 0)
        {
            Deliver(_calls[_random.Next(_calls.Count)]);
            return;
        }

        var call = new HttpCall(_paths[_random.Next(_paths.Length)], string.Create(CultureInfo.InvariantCulture, $"key-{_calls.Count}"));
        _calls.Add(call);
        _ledger.Expect(call);
        Deliver(call);
    }

    private void Deliver(HttpCall call)
    {
        var replica = AnyReplica();
        Note($"{replica.Name} is asked for {call.Path}, {call.RequestId}");
        call.Deliveries++;
        _deliveries.Add((replica, call, _scheduler.Start(() => AskAsync(replica, call))));
    }

    private async Task AskAsync(SimulatedReplica replica, HttpCall call)
    {
        string told;
        try
        {
            told = await replica.AskAsync(call);
        }
        catch (ProblemException problem) when (problem.Type == HttpEndpointProblems.NoAnswer)
        {
            Note($"{call.RequestId} is not answered yet");
            return;
        }
        catch (ProblemException problem)
        {
            told = problem.Type.Slug;
            Judge(() => _ledger.CheckRefused(call, told));
        }

        Note($"{call.RequestId} is told {told}");
        Judge(() => Ensure(
            call.Answer is null || call.Answer == told || Ledger.MayBeRefusedAndThenTaken(call.Answer),
            $"{call.RequestId} was told {call.Answer} first, and now {told}."));
        call.Answer = told;
    }

    private void Judge(Action check)
    {
        try
        {
            check();
        }
        catch (ViolationException violation)
        {
            _violation ??= violation;
        }
    }

    private void CollectCalls()
    {
        for (var index = _deliveries.Count - 1; index >= 0; index--)
        {
            var (replica, call, task) = _deliveries[index];
            if (!task.IsCompleted)
            {
                continue;
            }

            _deliveries.RemoveAt(index);
            call.Deliveries--;
            var failure = task.Exception?.InnerException;
            Ensure(failure is null or SqliteException or { InnerException: SqliteException }, $"{replica.Name} failed to answer {call.RequestId}: {failure}");
        }
    }

    private void HangUp(SimulatedReplica replica)
    {
        foreach (var (_, call, _) in _deliveries.Where(delivery => delivery.Replica == replica))
        {
            call.Deliveries--;
        }

        _deliveries.RemoveAll(delivery => delivery.Replica == replica);
    }

    /// <summary>Whoever was not told asks again.</summary>
    private void CallAgain() => _calls.Where(call => call is { Answer: null, Deliveries: 0 }).ToList().ForEach(Deliver);
}
