using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Tests.Support;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>Draws a definition: what starts it, and activities that ask, wait, listen, tell, sleep, branch and start others.</summary>
/// <param name="random">Draws.</param>
/// <param name="definitionId">The definition's id.</param>
/// <param name="children">The definitions that it may start.</param>
/// <param name="faults">Whether instances may fault, so that somebody has to repair them.</param>
internal sealed class RandomWorkflow(Random random, string definitionId, IReadOnlyList<string> children, bool faults)
{
    private const int MaxDepth = 3;

    private static readonly string[] Messages = ["Orders.OrderPlaced", "Orders.OrderPlaced", "Orders.CancellationRequested", "Stores.CookingStarted"];
    private static readonly string[] Waits = ["Orders.CancellationRequested", "Stores.CookingStarted", "Riders.DeliveryOffered"];
    private static readonly string[] Events = ["Storm", "Calm"];
    private static readonly string[] Strategies = ["Singleton", "Correlation", "CorrelatedSingleton"];

    private int _lastId;

    /// <summary>Of the steps that can be undone, around what is drawn now.</summary>
    private int _scopes;

    /// <summary>How many of the events it may tell everybody: none that could start, by way of others, what itself started it, and so for ever.</summary>
    private int _tellable = Events.Length;

    /// <summary>One that only others start.</summary>
    public WorkflowDefinition CreateChild()
    {
        _tellable = 0;
        return Elsa.Sequence(definitionId, Some(1, 4));
    }

    /// <summary>One that starts by itself, again and again or once.</summary>
    public WorkflowDefinition CreateTimed(DateTimeOffset now)
    {
        var options = random.Next(3) == 0 ? Elsa.ActivationStrategy("Singleton") : [];
        _tellable = 0;
        var start = random.Next(3) switch
        {
            0 => Elsa.Activity("Elsa.Timer", "start", ("interval", Elsa.Literal("TimeSpan", $"00:00:{random.Next(10, 60)}"))),
            1 => Elsa.Activity("Elsa.Cron", "start", ("cronExpression", Elsa.Literal("String", $"*/{random.Next(10, 60)} * * * * *"))),
            _ => Elsa.Activity(
                "Elsa.StartAt", "start", ("dateTime", Elsa.Literal("DateTimeOffset", now.AddSeconds(random.Next(-10, 60)).ToString("O", CultureInfo.InvariantCulture)))),
        };
        return Elsa.SequenceWith(options, definitionId, [start.With("canStartWorkflow", true), Correlate(), .. Some(0, 3)]);
    }

    public WorkflowDefinition Create()
    {
        var options = random.Next(3) == 0 ? Elsa.ActivationStrategy(Strategies[random.Next(3)]) : [];
        if (random.Next(6) == 0)
        {
            _tellable = random.Next(Events.Length);
            // Only an order can be asked about.
            return Elsa.SequenceWith(
                options, definitionId, [Elsa.Event("start", Events[_tellable]).With("canStartWorkflow", true), Correlate(), .. Some(1, 4)]);
        }

        if (random.Next(5) == 0)
        {
            return Elsa.SequenceWith(options, definitionId, [HttpElsa.Endpoint(PathOf(definitionId), id: "start"), .. Held(), Correlate(), .. Some(1, 4)]);
        }

        var start = Elsa.Activity(WaitActivity.Type, "start", ("message", Elsa.Literal("String", Messages[random.Next(Messages.Length)])))
                .With("canStartWorkflow", true);
        return Elsa.SequenceWith(options, definitionId, [start, .. Some(1, 4)]);
    }

    /// <summary>Where workflows are called that start with a request, or wait for one in an order.</summary>
    public static string PathOf(string subject) => $"of/{subject}";

    /// <summary>While the request is held: it is answered at once, later, or not.</summary>
    private JsonObject[] Held()
    {
        JsonObject[] held = random.Next(2) == 0 ? [] : [Elsa.Activity(JobActivity.Type, Id())];
        if (random.Next(3) == 0)
        {
            return held;
        }

        var answer = HttpElsa.Answer("getWorkflowInstanceId()");
        answer["id"] = Id();
        return [.. held, answer];
    }

    private JsonObject IsAsked()
    {
        var endpoint = HttpElsa.Waiting("`of/${getCorrelationId()}`");
        endpoint["id"] = Id();
        return Elsa.Activity("Elsa.Sequence", Id(), ("activities", new JsonArray([endpoint, .. Held()])));
    }

    private JsonObject[] Some(int least, int most, int depth = 0) =>
        [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => Any(depth))];

    private JsonObject[] Branches(int depth) =>
        [.. Enumerable.Range(0, 2).Select(_ => Elsa.Activity("Elsa.Sequence", Id(), ("activities", new JsonArray(Some(1, 3, depth)))))];

    private string Id() => $"a{_lastId++}";

    private JsonObject Any(int depth) => depth < MaxDepth && random.Next(4) == 0 ? Container(depth + 1) : Simple();

    private JsonObject Correlate() =>
        Elsa.Activity("Elsa.Correlate", Id(), ("correlationId", Elsa.Literal("String", World.OrderOf(random.Next(World.Orders)))));

    private JsonObject Tell() => _tellable == 0 || random.Next(4) == 0
        ? Elsa.Publish(Id(), Events[random.Next(Events.Length)], local: true)
        : Elsa.Publish(Id(), Events[random.Next(_tellable)]);

    private JsonObject Starts() => Elsa.Activity(
        random.Next(2) == 0 ? "Elsa.DispatchWorkflow" : "Elsa.ExecuteWorkflow",
        Id(),
        ("workflowDefinitionId", Elsa.Literal("String", children[random.Next(children.Count)])),
        ("correlationId", Elsa.Literal("String", World.OrderOf(random.Next(World.Orders)))),
        ("waitForCompletion", Elsa.Literal("Boolean", random.Next(3) == 0 ? "false" : "true")));

    private JsonObject Simple() => _scopes > 0 && random.Next(10) == 0
        ? Elsa.Activity(random.Next(2) == 0 ? "Delivery.Compensate" : "Elsa.Fault", Id())
        : faults && random.Next(25) == 0 ? Flaky() : Harmless();

    private JsonObject Flaky() => Elsa.Script(Id(), "if (Math.random() < 0.4) { nope(); }");

    private JsonObject Harmless() => random.Next(children.Count > 0 ? 18 : 15) switch
    {
        0 or 1 => Elsa.Asks(Id()),
        2 => Elsa.Asks(Id(), $"00:00:{random.Next(5, 60)}"),
        3 or 4 or 5 => Elsa.WaitsFor(Waits[random.Next(Waits.Length)], Id()),
        6 => Elsa.Delay(Id(), $"00:00:{random.Next(1, 60)}"),
        7 => Elsa.Event(Id(), Events[random.Next(2)]),
        8 or 9 => Tell(),
        10 => Correlate(),
        11 or 12 => Elsa.Activity(
            IntendActivity.Type, Id(), ("waits", Elsa.Literal("Boolean", random.Next(4) == 0 ? "false" : "true"))),
        14 => IsAsked(),
        > 14 => Starts(),
        _ => Elsa.Activity("Elsa.RunJavaScript", Id(), ("script", Elsa.Literal("String", "setVariable('x', Math.random())"))),
    };

    private JsonObject Container(int depth) => random.Next(8) switch
    {
        0 => Elsa.Activity("Elsa.Sequence", Id(), ("activities", new JsonArray(Some(0, 3, depth)))),
        1 => Elsa.Activity("Elsa.Parallel", Id(), ("activities", new JsonArray(Branches(depth)))),
        2 => Elsa.Activity(
            "Elsa.Fork",
            Id(),
            ("joinMode", random.Next(2) == 0 ? "WaitAny" : "WaitAll"),
            ("branches", new JsonArray(Branches(depth)))),
        3 => Elsa.Activity(
            "Elsa.For", Id(), ("start", Elsa.Literal("Int32", "1")), ("end", Elsa.Literal("Int32", $"{random.Next(1, 3)}")), ("body", Any(depth))),
        4 => Elsa.Activity(
            "Elsa.If", Id(), ("condition", Elsa.Expression("Boolean", "JavaScript", "Math.random() < 0.5")), ("then", Any(depth)), ("else", Any(depth))),
        5 => Elsa.Activity(
            "Delivery.Interruptible", Id(), ("message", Elsa.Literal("String", "Orders.CancellationRequested")), ("body", Any(depth))),
        _ => Scope(depth),
    };

    private JsonObject Scope(int depth)
    {
        _scopes++;
        var scope = Elsa.Scope(Id(), [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(3) == 0 ? Any(depth) : Step(depth))]);
        scope["confirm"] = random.Next(4) == 0;
        _scopes--;
        return scope;
    }

    private JsonObject Step(int depth)
    {
        var step = Elsa.Step(Id(), faults && random.Next(6) == 0 ? Flaky() : Harmless());
        step["body"] = random.Next(4) == 0 ? null : Any(depth);
        step["undoFrom"] = random.Next(3) == 0 ? "Start" : "Completion";
        return step;
    }
}
