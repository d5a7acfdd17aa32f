using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Execution;

/// <summary>What a document says about what is recorded of an activity, or of all activities of a workflow.</summary>
internal sealed class LogPersistencePlan
{
    private readonly Dictionary<string, LogPersistenceSetting> _inputs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LogPersistenceSetting> _outputs = new(StringComparer.OrdinalIgnoreCase);
    private LogPersistenceSetting? _default;
    private LogPersistenceSetting? _internalState;

    /// <summary>Null when it says nothing.</summary>
    public static LogPersistencePlan? Read(JsonObject? customProperties, ExpressionCompiler expressions)
    {
        var plan = new LogPersistencePlan();
        var older = customProperties?.Member("logPersistenceMode");
        var newer = customProperties?.Member("logPersistenceConfig");
        plan.Add(older is JsonObject ? older : new JsonObject { ["default"] = older?.DeepClone() }, expressions);
        plan.Add(newer, expressions);
        return plan._default is null && plan._internalState is null && plan._inputs.Count + plan._outputs.Count == 0 ? null : plan;
    }

    public LogPersistenceMode? Default(EvaluationScope scope) => _default?.Evaluate(scope);

    public LogPersistenceMode? Input(string name, EvaluationScope scope) => _inputs.GetValueOrDefault(name)?.Evaluate(scope);

    public LogPersistenceMode? Output(string name, EvaluationScope scope) => _outputs.GetValueOrDefault(name)?.Evaluate(scope);

    public LogPersistenceMode? InternalState(EvaluationScope scope) => _internalState?.Evaluate(scope);

    private void Add(JsonNode? config, ExpressionCompiler expressions)
    {
        if (config is not JsonObject json)
        {
            return;
        }

        _default = LogPersistenceSetting.Read(json.Member("default"), expressions) ?? _default;
        _internalState = LogPersistenceSetting.Read(json.Member("internalState"), expressions) ?? _internalState;
        Add(_inputs, json.Member("inputs"), expressions);
        Add(_outputs, json.Member("outputs"), expressions);
    }

    private static void Add(Dictionary<string, LogPersistenceSetting> settings, JsonNode? config, ExpressionCompiler expressions)
    {
        foreach (var (name, value) in config as JsonObject ?? [])
        {
            if (LogPersistenceSetting.Read(value, expressions) is { } setting)
            {
                settings[name] = setting;
            }
        }
    }
}
