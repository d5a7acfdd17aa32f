using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;
using Shouldly;

namespace Delivery.Workflows.Tests.Values;

public sealed class ValueConverterTests
{
    [Theory]
    [InlineData("\"42\"", "Int32", "42")]
    [InlineData("\" 42 \"", "Int64", "42")]
    [InlineData("2.5", "Int32", "2")]
    [InlineData("3.5", "Int32", "4")]
    [InlineData("true", "Int32", "1")]
    [InlineData("\"abc\"", "Int32", "0")]
    [InlineData("\"2.5\"", "Int32", "0")]
    [InlineData("3000000000", "Int32", "0")]
    [InlineData("3000000000", "Long", "3000000000")]
    [InlineData("\"abc\"", "Int32?", "null")]
    [InlineData("\"\"", "Int32", "null")]
    [InlineData("{}", "Int32", "0")]
    [InlineData("\"1.25\"", "Double", "1.25")]
    [InlineData("\"1.10\"", "Decimal", "1.10")]
    [InlineData("\"1,5\"", "Double", "0")]
    [InlineData("\"True\"", "Boolean", "true")]
    [InlineData("0", "Boolean", "false")]
    [InlineData("\"yes\"", "Boolean", "false")]
    [InlineData("12", "String", "\"12\"")]
    [InlineData("1.50", "String", "\"1.50\"")]
    [InlineData("true", "String", "\"True\"")]
    [InlineData("{\"a\":[1]}", "String", "\"{\\\"a\\\":[1]}\"")]
    [InlineData("\"00:05:00\"", "TimeSpan", "\"00:05:00\"")]
    [InlineData("\"PT5M\"", "TimeSpan", "\"00:05:00\"")]
    [InlineData("\"soon\"", "TimeSpan", "\"00:00:00\"")]
    [InlineData("\"2026-03-01T09:00:00Z\"", "DateTimeOffset", "\"2026-03-01T09:00:00+00:00\"")]
    [InlineData("\"2026-03-01T09:00:01.5+09:00\"", "DateTimeOffset", "\"2026-03-01T09:00:01.5+09:00\"")]
    [InlineData("\"{A0B0C0D0-0000-0000-0000-000000000001}\"", "Guid", "\"a0b0c0d0-0000-0000-0000-000000000001\"")]
    [InlineData("\"[1, 2]\"", "List<String>", "[\"1\",\"2\"]")]
    [InlineData("[\"1\",\"x\"]", "Int32[]", "[1,0]")]
    [InlineData("\"a,b\"", "HashSet<String>", "[\"a,b\"]")]
    [InlineData("\"{\\\"a\\\":1}\"", "JsonObject", "{\"a\":1}")]
    [InlineData("\"{\\\"a\\\":1}\"", "Object", "\"{\\\"a\\\":1}\"")]
    [InlineData("\"text\"", "ObjectMap", "\"text\"")]
    [InlineData("null", "Int32", "null")]
    [InlineData("\"7\"", "System.Int32, System.Private.CoreLib", "7")]
    [InlineData("\"7\"", "Acme.Thing", "\"7\"")]
    public void Convert_Value_BecomesTheType(string value, string type, string expected) =>
        JsonValues.Json(ValueConverter.Convert(JsonNode.Parse(value), TypeAlias.Parse(type))).ShouldBe(JsonValues.Json(JsonNode.Parse(expected)));

    [Fact]
    public void Convert_BrokenJsonForAStructure_Throws() =>
        Should.Throw<JsonException>(() => ValueConverter.Convert("{", TypeAlias.Parse("JsonObject")));

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("List<Nonsense>")]
    [InlineData("")]
    public void TryParse_UnknownAlias_IsNull(string alias) => TypeAlias.TryParse(alias).ShouldBeNull();
}
