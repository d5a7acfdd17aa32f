using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Delivery.Contracts;

namespace Delivery.Orchestrator.Activities;

/// <summary>The contract's XML documentation as plain sentences: what an analyst reads in the designer is what the developer wrote.</summary>
internal sealed partial class ContractDocumentation
{
    private readonly FrozenDictionary<string, XElement> _members;

    private ContractDocumentation(XDocument document) =>
        _members = document.Descendants("member").ToFrozenDictionary(member => member.Attribute("name")!.Value);

    /// <summary>Reads the file beside the contract's assembly.</summary>
    public static ContractDocumentation Load()
    {
        var path = Path.ChangeExtension(typeof(IMessage).Assembly.Location, ".xml");
        return File.Exists(path)
            ? new ContractDocumentation(XDocument.Load(path))
            : throw new FileNotFoundException("The contract's documentation must lie beside its assembly: the designer shows it.", path);
    }

    /// <summary>The type's summary; null when it has none.</summary>
    public string? Of(Type type) => Find($"T:{type.FullName}");

    /// <summary>The member's summary; null when it has none or inherits it.</summary>
    public string? Of(PropertyInfo property) => Find($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element when element.Attribute("cref") is { } cref => cref.Value[(cref.Value.LastIndexOf('.') + 1)..],
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => string.Empty,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    private string? Find(string member)
    {
        var summary = _members.GetValueOrDefault(member)?.Element("summary");
        return summary is null ? null : Whitespace().Replace(Text(summary), " ").Trim();
    }
}
