using System.Text;
using System.Text.Json;

namespace Delivery.Workflows.Runtime.Search;

/// <summary>What a list shows of a definition's text. The activities, which are most of it, are passed over unread.</summary>
internal readonly record struct DefinitionHeader(string? Description, string? ToolVersion, bool IsReadonly)
{
    public static DefinitionHeader Read(string source)
    {
        var header = default(DefinitionHeader);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(source), new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            header = (name, reader.TokenType) switch
            {
                ("description", JsonTokenType.String) => header with { Description = reader.GetString() },
                ("toolVersion", JsonTokenType.String) => header with { ToolVersion = reader.GetString() },
                ("isReadonly", JsonTokenType.True) => header with { IsReadonly = true },
                _ => header,
            };
            reader.Skip();
        }

        return header;
    }
}
