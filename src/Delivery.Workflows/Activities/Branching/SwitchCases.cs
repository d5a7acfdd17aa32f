using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>The cases of a switch, in document order.</summary>
internal sealed class SwitchCases(JsonObject json, ExpressionCompiler expressions)
{
    private static readonly TypeAlias Condition = TypeAlias.Parse("Boolean?");

    private readonly Expression?[] _conditions =
        [.. json.ObjectsMember("cases").Select(item => item.Member("condition") is JsonObject condition ? expressions.Compile(condition) : null)];

    public IReadOnlyList<string> Labels { get; } = [.. json.ObjectsMember("cases").Select(item => item.TextMember("label") ?? "")];

    public IEnumerable<(string Name, Expression Expression)> Conditions =>
        Labels.Zip(_conditions).Where(pair => pair.Second is not null).Select(pair => ($"Case {pair.First}", pair.Second!));

    public static InputDescriptor ModeInput { get; } =
        Describe.Choice("Mode", "String", "Whether the first match or every match is taken.", "MatchFirst", "MatchAny");

    /// <summary>The places of the cases whose conditions hold: the first only, or all, as the mode says.</summary>
    public static List<int> Matches(ActivityContext context, SwitchCases cases)
    {
        var first = context.Input<string>("Mode") != "MatchAny";
        var scope = new EvaluationScope(context.Execution);
        var matches = new List<int>();
        for (var i = 0; i < cases._conditions.Length && !(first && matches.Count > 0); i++)
        {
            if (ValueConverter.Convert(cases._conditions[i]?.Evaluate(scope), Condition) is { } holds && holds.GetValue<bool>())
            {
                matches.Add(i);
            }
        }

        return matches;
    }
}
