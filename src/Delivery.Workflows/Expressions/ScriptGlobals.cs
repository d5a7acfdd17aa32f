using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;
using Jint;
using Jint.Native;

namespace Delivery.Workflows.Expressions;

/// <summary>The functions that scripts find.</summary>
internal static class ScriptGlobals
{
    private static readonly FrozenDictionary<string, Action<ScriptSession, string>> Known = new Dictionary<string, Action<ScriptSession, string>>
    {
        ["getWorkflowDefinitionId"] = (s, n) => Text(s, n, () => s.Scope.Definition.DefinitionId),
        ["getWorkflowDefinitionVersionId"] = (s, n) => Text(s, n, () => s.Scope.Definition.Id),
        ["getWorkflowDefinitionVersion"] = (s, n) => s.Define(n, 0, _ => JsNumber.Create(s.Scope.Definition.Version)),
        ["getWorkflowInstanceId"] = (s, n) => Text(s, n, () => s.Scope.Run.InstanceId),
        ["getCorrelationId"] = (s, n) => Text(s, n, () => s.Scope.Run.CorrelationId),
        ["setCorrelationId"] = (s, n) => s.Define(n, 1, a => Nothing(s.Scope.Run.CorrelationId = Argument(a, 0))),
        ["getWorkflowInstanceName"] = (s, n) => Text(s, n, () => s.Scope.Run.Name),
        ["setWorkflowInstanceName"] = (s, n) => s.Define(n, 1, a => Nothing(s.Scope.Run.Name = Argument(a, 0))),
        ["getVariable"] = (s, n) => s.Define(n, 1, a => s.Scope.TryGetVariable(Argument(a, 0) ?? "", out var value) ? s.ToScript(value) : JsValue.Null),
        ["setVariable"] = (s, n) => s.Define(n, 2, a => SetVariable(s, Argument(a, 0) ?? "", a.Length > 1 ? a[1] : JsValue.Undefined)),
        ["getInput"] = (s, n) => s.Define(n, 1, a => s.ToScript(s.Scope.GetInput(Argument(a, 0) ?? ""))),
        ["getOutputFrom"] = (s, n) => s.Define(n, 2, a => Output(s, Argument(a, 0) ?? "", Argument(a, 1) ?? "Result")),
        ["getLastResult"] = (s, n) => s.Define(n, 0, _ => s.ToScript(s.Scope.Run.LastResult)),
        ["isNullOrWhiteSpace"] = (s, n) => s.Define(n, 1, a => string.IsNullOrWhiteSpace(Argument(a, 0)) ? JsBoolean.True : JsBoolean.False),
        ["isNullOrEmpty"] = (s, n) => s.Define(n, 1, a => string.IsNullOrEmpty(Argument(a, 0)) ? JsBoolean.True : JsBoolean.False),
        ["toJson"] = (s, n) => s.Define(n, 1, a => new JsString(JsonValues.Json(a.Length > 0 ? s.FromScript(a[0]) : null))),
        ["parseGuid"] = (s, n) => s.Define(n, 1, a => new JsString(ParseGuid(Argument(a, 0)))),
        ["newGuid"] = NewGuid,
        ["newGuidString"] = NewGuid,
        ["getGuidString"] = NewGuid,
        ["newShortGuid"] = NewShortGuid,
        ["getShortGuid"] = NewShortGuid,
        ["stringToBase64"] = (s, n) => s.Define(n, 1, a => new JsString(Convert.ToBase64String(Encoding.UTF8.GetBytes(Argument(a, 0) ?? "")))),
        ["stringFromBase64"] = (s, n) => s.Define(n, 1, a => new JsString(FromBase64(Argument(a, 0) ?? ""))),
        ["LogPersistenceMode"] = LogPersistenceModes,
        ["setOutcome"] = (s, n) => Outcome(s, n),
        ["setOutcomes"] = (s, n) => Outcome(s, n),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether every script can call it.</summary>
    public static bool IsKnown(string function) => Known.ContainsKey(function);

    public static void Define(ScriptSession session, IEnumerable<string> identifiers)
    {
        foreach (var name in identifiers)
        {
            if (Known.TryGetValue(name, out var define))
            {
                define(session, name);
            }
            else if (name.Length > 3 && (name.StartsWith("get", StringComparison.Ordinal) || name.StartsWith("set", StringComparison.Ordinal)))
            {
                DefineAccessor(session, name, name[3..], isGetter: name[0] == 'g');
            }
        }
    }

    private static void DefineAccessor(ScriptSession session, string function, string subject, bool isGetter)
    {
        var variable = session.Scope.VariableNames.FirstOrDefault(name => ScriptNames.HasAccessor(name) && ScriptNames.Pascal(name) == subject);
        if (variable is not null)
        {
            session.Define(function, isGetter ? 0 : 1, isGetter
                ? _ => session.Scope.TryGetVariable(variable, out var value) ? session.ToScript(value) : JsValue.Null
                : a => SetVariable(session, variable, a.Length > 0 ? a[0] : JsValue.Undefined));
        }
        else if (isGetter && !session.Scope.IsNested && IsInput(session.Scope, subject))
        {
            session.Define(function, 0, _ => session.ToScript(session.Scope.GetInput(subject)));
        }
        else if (isGetter && FindOutput(session.Scope, function) is { } output)
        {
            session.Define(function, 0, _ => session.ToScript(session.Scope.GetOutput(output.Node, output.Name)));
        }
    }

    private static bool IsInput(EvaluationScope scope, string name) =>
        scope.Run.Input.ContainsKey(name) || scope.Definition.Inputs.Any(input => input.Name == name);

    private static (Graph.Node Node, string Name)? FindOutput(EvaluationScope scope, string function)
    {
        if (!function.Contains("From", StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var node in scope.ActivitiesOfWorkflow)
        {
            foreach (var output in node.Outputs)
            {
                if ((node.Name is not null && ScriptNames.OutputAccessor(output.Name, node.Name) == function)
                    || ScriptNames.OutputAccessor(output.Name, node.Id) == function)
                {
                    return (node, output.Name);
                }
            }
        }

        return null;
    }

    private static JsValue Output(ScriptSession session, string activity, string output) =>
        session.Scope.FindActivity(activity) is { } node
            ? session.ToScript(session.Scope.GetOutput(node, output))
            : throw new ExpressionException($"The script asks for an output of the activity '{activity}', which this workflow does not have.");

    private static JsValue SetVariable(ScriptSession session, string name, JsValue value)
    {
        session.Scope.SetVariable(name, session.FromScript(value));
        return JsValue.Undefined;
    }

    private static void Outcome(ScriptSession session, string name)
    {
        if (session.Outcomes is not { } outcomes)
        {
            return;
        }

        session.Define(name, 1, a =>
        {
            // The latest call counts.
            outcomes.Clear();
            outcomes.AddRange(a.Select(session.FromScript)
                .SelectMany(value => value is JsonArray items ? items.AsEnumerable() : [value])
                .OfType<JsonNode>()
                .Select(JsonValues.Text));
            return JsValue.Undefined;
        });
    }

    /// <summary>For the expressions that say what is recorded.</summary>
    private static void LogPersistenceModes(ScriptSession session, string name) => session.Engine.SetValue(
        name, session.ToScript(new JsonObject(Enum.GetNames<LogPersistenceMode>().Select(mode => KeyValuePair.Create(mode, (JsonNode?)mode)))));

    private static void NewGuid(ScriptSession session, string name) =>
        session.Define(name, 0, _ => new JsString(session.Scope.Run.Random.NextGuid().ToString("D")));

    private static void NewShortGuid(ScriptSession session, string name) => session.Define(name, 0, _ => new JsString(
        Convert.ToBase64String(session.Scope.Run.Random.NextGuid().ToByteArray())
            .Replace("/", "", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal).Replace("=", "", StringComparison.Ordinal)));

    private static string ParseGuid(string? text) =>
        Guid.TryParse(text, out var guid) ? guid.ToString("D") : throw new ExpressionException($"'{text}' is not a GUID.");

    private static string FromBase64(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException e)
        {
            throw new ExpressionException("The text is not Base64.", e);
        }
    }

    private static void Text(ScriptSession session, string name, Func<string?> text) =>
        session.Define(name, 0, _ => text() is { } value ? new JsString(value) : JsValue.Null);

    private static string? Argument(JsValue[] arguments, int index) =>
        index >= arguments.Length || arguments[index].IsNull() || arguments[index].IsUndefined() ? null : arguments[index].ToString();

    private static JsValue Nothing(string? assigned)
    {
        _ = assigned;
        return JsValue.Undefined;
    }
}
