using System.Text.Json.Nodes;
using static Delivery.Workflows.Tests.Support.Flow;

namespace Delivery.Workflows.Tests.Execution;

/// <summary>Builds a definition out of a row of numbers, so that a failing one shrinks with its row.</summary>
internal sealed class RandomDefinition(int[] choices)
{
    private const int MaxDepth = 3;

    private static readonly string[] MergeModes = ["Stream", "Merge", "Converge", "Cascade", "Race"];
    private static readonly string[] JoinModes = ["WaitAny", "WaitAll", "WaitAllActive"];

    private int _position;
    private int _lastId;

    public JsonObject Root() => Next(4) switch
    {
        0 => FlowchartOf(0),
        1 => Container(0),
        _ => ScopeOf(0),
    };

    private int Next(int below) => choices.Length == 0 ? 0 : choices[_position++ % choices.Length] % below;

    private string Id() => $"n{_lastId++}";

    private JsonObject Any(int depth) => depth < MaxDepth && Next(3) == 0 ? Container(depth + 1) : Simple();

    private JsonObject Simple() => Next(10) switch
    {
        0 or 1 => Event(Id()),
        2 => Line(Id()),
        3 => Activity(Id(), "Elsa.Delay"),
        4 => Activity(Id(), "Elsa.Timer", ("interval", "00:00:10")),
        5 => Activity(Id(), "Elsa.RunTask", ("taskName", "t")),
        6 => Next(3) == 0 ? Activity(Id(), "Elsa.Break") : Line(Id()),
        7 => Next(4) == 0 ? Activity(Id(), "Elsa.End") : Event(Id()),
        8 => Next(3) == 0 ? Activity(Id(), "Delivery.Compensate") : Step(Id(), null, Line(Id())),
        _ => Next(6) == 0 ? Script(Id(), "nope()") : Script(Id(), "setVariable('x', Math.random())"),
    };

    private JsonObject Container(int depth) => Next(17) switch
    {
        0 => FlowchartOf(depth),
        1 => Sequence(Id(), Some(depth, 3)),
        2 => Activity(Id(), "Elsa.Parallel", ("activities", new JsonArray(Some(depth, 3)))),
        3 => Activity(Id(), "Elsa.Fork", ("joinMode", Next(2) == 0 ? "WaitAny" : "WaitAll"), ("branches", new JsonArray(Some(depth, 3)))),
        4 => Activity(Id(), "Elsa.While", ("condition", Js("Math.random() < 0.6")), ("body", Any(depth))),
        5 => Activity(Id(), "Elsa.For", ("start", 1), ("end", Next(4)), ("body", Any(depth))),
        6 => Activity(Id(), "Elsa.ForEach", ("items", Js(Items())), ("body", Any(depth))),
        7 => Activity(Id(), "Elsa.ParallelForEach", ("items", Js(Items())), ("body", Any(depth))),
        8 => SwitchOf(depth),
        9 => Activity(Id(), "Elsa.If", ("condition", Js("Math.random() < 0.5")), ("then", Any(depth)), ("else", Any(depth))),
        10 => Activity(Id(), "Elsa.FlowNode", ("body", Any(depth))),
        12 or 13 => ScopeOf(depth),
        14 or 15 => StepOf(depth),
        11 => Interruptible(Id(), Any(depth)),
        _ => StateMachineOf(depth),
    };

    private JsonObject ScopeOf(int depth)
    {
        JsonObject[] parts = [.. Enumerable.Range(0, 1 + Next(5)).Select(_ => Next(3) == 0 ? Any(depth) : StepOf(depth))];
        var body = Next(3) == 0 ? Activity(Id(), "Elsa.Parallel", ("activities", new JsonArray(parts))) : Sequence(Id(), parts);
        var scope = Scope(Id(), body);
        scope["onFault"] = Next(4) == 0 ? "LeaveIt" : "Compensate";
        scope["confirm"] = Next(4) == 0;
        return scope;
    }

    private JsonObject StepOf(int depth)
    {
        var step = Step(Id(), Any(depth), Next(3) == 0 ? Any(depth) : Simple());
        step["undoFrom"] = Next(3) == 0 ? "Start" : "Completion";
        step["remember"] = Next(3) == 0 ? Js("({ x: Math.random() })") : null;
        step["undoAttempts"] = Literal((1 + Next(2)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return step;
    }

    private JsonObject[] Some(int depth, int most) => [.. Enumerable.Range(0, Next(most + 1)).Select(_ => Any(depth))];

    private string Items() => $"[1, 2, 3].slice({Next(3)})";

    private JsonObject SwitchOf(int depth)
    {
        JsonObject Case(string label) => new()
        {
            ["label"] = label,
            ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "Math.random() < 0.4" },
            ["activity"] = Any(depth),
        };

        return Activity(Id(), "Elsa.Switch", ("mode", Next(2) == 0 ? "MatchFirst" : "MatchAny"), ("cases", new JsonArray(Case("a"), Case("b"))), ("default", Any(depth)));
    }

    private JsonObject StateMachineOf(int depth)
    {
        var names = new[] { "A", "B", "C" };
        var transitions = Enumerable.Range(0, Next(5)).Select(i => new JsonObject
        {
            ["name"] = $"t{i}",
            ["from"] = names[Next(2)],
            ["to"] = names[Next(3)],
            ["trigger"] = Any(depth),
            ["action"] = Next(2) == 0 ? Any(depth) : null,
            ["condition"] = Next(2) == 0 ? Js("Math.random() < 0.7") : null,
        });
        return Activity(
            Id(),
            "Elsa.StateMachine",
            ("initialState", "A"),
            ("states", new JsonArray([.. names.Select(name => new JsonObject { ["name"] = name, ["entry"] = Next(3) == 0 ? Any(depth) : null, ["exit"] = Next(3) == 0 ? Any(depth) : null })])),
            ("transitions", new JsonArray([.. transitions])));
    }

    private JsonObject FlowchartOf(int depth)
    {
        var id = Id();
        var size = 2 + Next(7);
        var boxes = Enumerable.Range(0, size).Select(_ => Box(depth)).ToArray();
        var arrows = new HashSet<string>();
        for (var i = 0; i < size * 3; i++)
        {
            var (source, target, way) = (i % size, Next(size), Next(100));
            // Mostly forward, sometimes a loop.
            if (target > source || way % 7 == 0)
            {
                arrows.Add($"{boxes[source]["id"]}:{Port(boxes[source], way)}->{boxes[target]["id"]}");
            }
        }

        return Chart(id, boxes, [.. arrows]);
    }

    private JsonObject Box(int depth) => Next(8) switch
    {
        0 => Fork(Id(), "A", "B"),
        1 => Join(Id(), JoinModes[Next(3)]),
        2 => Decision(Id(), "Math.random() < 0.5"),
        _ => Any(depth).Merging(MergeModes[Next(5)]),
    };

    private static string Port(JsonObject box, int way) => box["type"]!.GetValue<string>() switch
    {
        "Elsa.FlowFork" => way % 2 == 0 ? "A" : "B",
        "Elsa.FlowDecision" => way % 2 == 0 ? "True" : "False",
        "Delivery.CompensationScope" => way % 2 == 0 ? "Done" : "Compensated",
        "Delivery.Interruptible" => way % 2 == 0 ? "Completed" : "Interrupted",
        _ => "Done",
    };
}
