using System.Text.Json.Nodes;

namespace Delivery.Workflows.Expressions;

internal sealed class JavaScriptExpression(CompiledScript script) : Expression
{
    public CompiledScript Script { get; } = script;

    public override JsonNode? Evaluate(EvaluationScope scope) => new ScriptSession(Script, scope).Run();
}
