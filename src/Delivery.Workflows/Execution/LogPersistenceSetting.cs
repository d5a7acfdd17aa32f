using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Execution;

/// <summary>What one level says about what is recorded: a mode, or an expression that gives one.</summary>
internal sealed record LogPersistenceSetting(LogPersistenceMode? Mode, Expression? Expression)
{
    /// <summary>Null when it says nothing that is understood.</summary>
    public static LogPersistenceSetting? Read(JsonNode? setting, ExpressionCompiler expressions)
    {
        if (setting is not JsonObject json)
        {
            // The older form: the bare mode.
            return Parse(JsonValues.TextOrNull(setting)) is { } mode ? new LogPersistenceSetting(mode, null) : null;
        }

        return json.TextMember("evaluationMode") == "Expression"
            ? json.Member("expression") is JsonObject expression && expressions.Compile(expression) is { } compiled ? new LogPersistenceSetting(null, compiled) : null
            : Parse(ClassOf(json.TextMember("strategyType"))) is { } strategy ? new LogPersistenceSetting(strategy, null) : null;
    }

    /// <summary>Null when the next level decides: nothing is said, or the expression fails.</summary>
    public LogPersistenceMode? Evaluate(EvaluationScope scope)
    {
        var mode = Expression is null ? Mode : Run(scope);
        return mode == LogPersistenceMode.Inherit ? null : mode;
    }

    private LogPersistenceMode? Run(EvaluationScope scope)
    {
        try
        {
            return Parse(JsonValues.TextOrNull(Expression!.Evaluate(scope)));
        }
        catch (Exception e) when (e is ExpressionException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Names, and Elsa's numbers. Its strategy <c>Configuration</c> stands for what the engine is configured to do.</summary>
    private static LogPersistenceMode? Parse(string? text) => text switch
    {
        "Include" or "1" => LogPersistenceMode.Include,
        "Exclude" or "2" => LogPersistenceMode.Exclude,
        "Inherit" or "0" => LogPersistenceMode.Inherit,
        _ => null,
    };

    /// <summary><c>Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core</c> is <c>Exclude</c>.</summary>
    private static string? ClassOf(string? type) => type?.Split(',')[0].Split('.')[^1].Trim();
}
