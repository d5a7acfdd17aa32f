namespace Delivery.ServiceDefaults.Text;

/// <summary>Judges what people type.</summary>
public static class FreeText
{
    /// <summary>True when the text has characters that no keyboard types, such as NUL, which PostgreSQL cannot store.</summary>
    public static bool HasControlCharacters(string? text) =>
        text is not null && text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t'));
}
