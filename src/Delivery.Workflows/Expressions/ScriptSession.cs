using System.Globalization;
using System.Text.Json.Nodes;
using Jint;
using Jint.Native;
using Jint.Runtime.Interop;

namespace Delivery.Workflows.Expressions;

/// <summary>
/// One evaluation of one script, in an engine of its own so that no script sees another's leftovers. The engine knows the burst's time
/// and the instance's random numbers, no CLR type, and of our globals only those whose names occur in the script.
/// </summary>
internal sealed class ScriptSession
{
    private readonly CompiledScript _script;
    private readonly ScriptValues _values;
    private JsObject? _variables;

    public ScriptSession(CompiledScript script, EvaluationScope scope)
    {
        _script = script;
        Scope = scope;
        Engine = CreateEngine(script, scope);
        _values = new ScriptValues(Engine, scope.Limits);
    }

    public EvaluationScope Scope { get; }

    public Engine Engine { get; }

    /// <summary>What setOutcome adds to; null where scripts may not choose outcomes.</summary>
    public List<string>? Outcomes { get; init; }

    public JsonNode? Run()
    {
        if (_script.IsBlank)
        {
            return null;
        }

        try
        {
            ScriptGlobals.Define(this, _script.Identifiers);
            DefineVariables();
            DefineArguments();
            var result = ScriptPromises.Settle(Engine, Engine.Evaluate(_script.Script));
            CopyVariablesBack();
            return FromScript(result);
        }
        catch (Exception e) when (ScriptErrors.Translate(e, Scope.Limits) is { } translated)
        {
            throw translated;
        }
    }

    public JsValue ToScript(JsonNode? value) => _values.ToScript(value);

    public JsonNode? FromScript(JsValue value) => _values.FromScript(value);

    public void Define(string name, int parameters, Func<JsValue[], JsValue> function) =>
        Engine.SetValue(name, Function(name, parameters, function));

    public ClrFunction Function(string name, int parameters, Func<JsValue[], JsValue> function) =>
        new(Engine, name, (_, arguments) => function(arguments), parameters);

    /// <summary>Only the variables that the script mentions.</summary>
    private void DefineVariables()
    {
        if (!_script.Identifiers.Contains("variables"))
        {
            return;
        }

        _variables = new JsObject(Engine);
        foreach (var name in _script.VariableNames)
        {
            if (Scope.TryGetVariable(name, out var value))
            {
                _variables.Set(name, ToScript(value));
            }
        }

        Engine.SetValue("variables", (JsValue)_variables);
    }

    private void DefineArguments()
    {
        foreach (var (name, value) in Scope.Arguments ?? new Dictionary<string, JsonNode?>())
        {
            if (_script.Identifiers.Contains(name))
            {
                Engine.SetValue(name, ToScript(value));
            }
        }
    }

    /// <summary>Null keeps the old value, and an input's name is not a variable's: Elsa's rules.</summary>
    private void CopyVariablesBack()
    {
        if (_variables is null)
        {
            return;
        }

        foreach (var (key, descriptor) in _variables.GetOwnProperties().OrderBy(property => property.Key.ToString(), StringComparer.Ordinal))
        {
            var name = key.ToString();
            var value = FromScript(descriptor.Value);
            if (value is null || (!Scope.IsNested && Scope.Run.Input.ContainsKey(name)))
            {
                continue;
            }

            // A value that the script only read is not written: writing converts, and would count a default as set.
            if (!Scope.TryGetVariable(name, out var old) || !JsonNode.DeepEquals(old, value))
            {
                Scope.SetVariable(name, value);
            }
        }
    }

    private static Engine CreateEngine(CompiledScript script, EvaluationScope scope)
    {
        var limits = scope.Limits;
        var run = scope.Run;
        var engine = new Engine(options =>
        {
            options.Culture(CultureInfo.InvariantCulture).LocalTimeZone(TimeZoneInfo.Utc);
            options.Constraints.StackOverflowGuard = true;
            options.TimeSystem = new BurstTimeSystem(run.Now);
            options.MaxStatements(limits.MaxStatements)
                .LimitMemory(limits.MaxMemory)
                .LimitRecursion(limits.MaxRecursion)
                .MaxArraySize((uint)limits.MaxArrayLength)
                .RegexTimeoutInterval(limits.Timeout)
                .TimeoutInterval(limits.Timeout);
        });
        ScriptHardening.Apply(engine, script, run.Random, limits);
        return engine;
    }
}
