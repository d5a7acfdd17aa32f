using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Acornima.Ast;
using Jint;

namespace Delivery.Workflows.Expressions;

/// <summary>A parsed script and the names that occur in it: only what a script can mention has to be put into its engine.</summary>
internal sealed partial class CompiledScript
{
    private static readonly ScriptPreparationOptions Preparation = ScriptPreparationOptions.Default with
    {
        ParsingOptions = ScriptParsingOptions.Default with { AllowReturnOutsideFunction = true },
    };

    private readonly Prepared<Script> _script;
    private readonly string? _error;
    private readonly Lazy<ScriptReferences> _references;

    public CompiledScript(string text)
    {
        IsBlank = string.IsNullOrWhiteSpace(text);
        Identifiers = Identifier().Matches(text).Select(match => match.Value).ToFrozenSet(StringComparer.Ordinal);
        VariableNames = VariableMember().Matches(text).Select(match => match.Groups[1].Value).ToFrozenSet(StringComparer.Ordinal);
        IsHarmless = !Identifiers.Overlaps(ScriptHardening.Powerful) && text.AsSpan().IndexOfAny('[', '\\') < 0;
        try
        {
            _script = Engine.PrepareScript(text, options: Preparation);
        }
        catch (ScriptPreparationException e)
        {
            // A definition with a broken script must load; only running the script is an error.
            _error = e.InnerException?.Message ?? e.Message;
        }

        _references = new Lazy<ScriptReferences>(() => Program is { } program ? ScriptReferences.Of(program) : ScriptReferences.None);
    }

    /// <summary>Its syntax; null when it has none.</summary>
    public Script? Program => _error is null ? _script.Program : null;

    /// <summary>What it asks of its surroundings.</summary>
    public ScriptReferences References => _references.Value;

    public bool IsBlank { get; }

    /// <summary>
    /// Mentions nothing that <see cref="ScriptHardening"/> would have to tame, and cannot reach it by a computed or escaped name. Most
    /// expressions are of this kind, and hardening costs more than running them.
    /// </summary>
    public bool IsHarmless { get; }

    /// <summary>Every identifier, those in strings included, so that <c>eval</c> finds what it needs.</summary>
    public FrozenSet<string> Identifiers { get; }

    /// <summary>The names behind <c>variables.</c></summary>
    public FrozenSet<string> VariableNames { get; }

    /// <summary>Why the text is not JavaScript.</summary>
    public string? Error => _error;

    public Prepared<Script> Script => _error is null ? _script : throw new ExpressionException($"The script cannot be parsed: {_error}");

    [GeneratedRegex(@"[\p{L}_$][\p{L}\p{Nd}_$]*", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\bvariables\s*\??\.\s*([\p{L}_$][\p{L}\p{Nd}_$]*)", RegexOptions.CultureInvariant)]
    private static partial Regex VariableMember();
}
