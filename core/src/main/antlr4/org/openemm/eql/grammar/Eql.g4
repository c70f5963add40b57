/*
 * EQL, the language of target groups: its open-edition extent and what this product adds to it.
 *
 * Whatever is not a token becomes UNKNOWN or one of the UNCLOSED tokens and fails in the parser:
 * nothing a person wrote is ever skipped silently.
 */
grammar Eql;

options { caseInsensitive = true; }

/*
 * A parenthesis around a value. What a parenthesis encloses is told before parsing (EqlSyntax): a parser that had to look for
 * it would take seconds for long rules with many of them.
 */
tokens { LPAREN_VALUE }

target : condition? EOF ;

condition : conjunction (OR conjunction)* ;

conjunction : negation (AND negation)* ;

negation : NOT? primary ;

primary
    : relation                  # relationPrimary
    | LPAREN condition RPAREN   # nestedCondition
    ;

relation
    : expression test                                                                                     # valueTest
    | OPENED mailing (device | equipment | frequency | period)*                                                       # opened
    | RECEIVED mailing (frequency | period)*                                                              # received
    | CLICKED LINK link=INTEGER IN MAILING id=INTEGER (device | equipment | frequency | period)*                      # clickedLink
    | CLICKED IN mailing (device | equipment | frequency | period)*                                                   # clicked
    | HAS (STATUS status)? BINDING (FOR MEDIATYPE medium=(EMAIL | SMS | POST))?
      (OF TYPE type=(REGULAR | TEST | ADMIN))? ON (MAILINGLIST id=INTEGER | ANY MAILINGLIST)              # binding
    | IN TARGET GROUP id=INTEGER                                                                          # inGroup
    ;

test
    : operator=(EQ | NE | LE | GE | LT | GT) right=expression (DATEFORMAT format=STRING)?                   # comparison
    | NOT? BETWEEN low=expression AND high=expression (DATEFORMAT format=STRING)?                           # between
    | NOT? IN (LPAREN | LPAREN_VALUE) constant (COMMA constant)* RPAREN                                    # membership
    | IS NOT? EMPTY                                                                                        # emptiness
    | NOT? kind=(LIKE | CONTAINS) pattern=STRING                                                           # match
    | NOT? kind=STARTS WITH pattern=STRING                                                                 # match
    ;

mailing : MAILING id=INTEGER | ANY MAILING ;

equipment : ON what=(DEVICE | OS | CLIENT) called=STRING ;

device : ON CLASS kind=(DESKTOP | MOBILE | TABLET | SMARTTV) ;

frequency : AT LEAST times=INTEGER (TIMES | TIME) ;

period : WITHIN days=INTEGER (DAYS | DAY) ;

status : ACTIVE | OPTOUT | BLACKLISTED | WAIT_FOR_DOI_CONFIRM | BOUNCED | SUSPENDED ;

expression : term ((PLUS | MINUS) term)* ;

term : signed ((STAR | DIVIDE | MODULO) signed)* ;

signed : (PLUS | MINUS)? factor ;

factor
    : INTEGER                               # number
    | DECIMAL                               # number
    | STRING                                # text
    | TODAY                                 # today
    | REVENUE BY mailing                    # revenue
    | (QUOTED | name)                       # field
    | LPAREN_VALUE expression RPAREN        # nestedExpression
    ;

constant : STRING | INTEGER | DECIMAL ;

/* Words that came with extensions stay names of fields; so does email, which cannot be mistaken. */
name
    : IDENTIFIER | TIMESTAMP | EMAIL | BETWEEN | ANY | AT | LEAST | TIMES | TIME | WITHIN | DAYS | DAY | SUSPENDED
    | DESKTOP | MOBILE | TABLET | SMARTTV | TARGET | GROUP
    ;

IS : 'is' ;
IN : 'in' ;
LIKE : 'like' ;
NOT : 'not' ;
EMPTY : 'empty' ;
AND : 'and' ;
OR : 'or' ;
CONTAINS : 'contains' ;
STARTS : 'starts' ;
WITH : 'with' ;
OPENED : 'opened' ;
RECEIVED : 'received' ;
CLICKED : 'clicked' ;
LINK : 'link' ;
MAILING : 'mailing' ;
TODAY : 'today' ;
DATEFORMAT : 'dateformat' ;
TIMESTAMP : 'timestamp' ;

HAS : 'has' ;
BINDING : 'binding' ;
MAILINGLIST : 'mailinglist' ;
OF : 'of' ;
TYPE : 'type' ;
STATUS : 'status' ;
BY : 'by' ;
REVENUE : 'revenue' ;
ON : 'on' ;
CLASS : 'class' ;
DEVICE : 'device' ;
OS : 'os' ;
CLIENT : 'client' ;
ACTIVE : 'active' ;
OPTOUT : 'optout' ;
BLACKLISTED : 'blacklisted' ;
WAIT_FOR_DOI_CONFIRM : 'wait_for_doi_confirm' ;
BOUNCED : 'bounced' ;
ADMIN : 'admin' ;
TEST : 'test' ;
REGULAR : 'regular' ;
FOR : 'for' ;
MEDIATYPE : 'mediatype' ;
EMAIL : 'email' ;
SMS : 'sms' ;
POST : 'post' ;
BETWEEN : 'between' ;
ANY : 'any' ;
AT : 'at' ;
LEAST : 'least' ;
TIMES : 'times' ;
TIME : 'time' ;
WITHIN : 'within' ;
DAYS : 'days' ;
DAY : 'day' ;
SUSPENDED : 'suspended' ;
DESKTOP : 'desktop' ;
MOBILE : 'mobile' ;
TABLET : 'tablet' ;
SMARTTV : 'smarttv' ;
TARGET : 'target' ;
GROUP : 'group' ;

/* Words kept free for rules that this edition does not have; as names they need backticks. */
RESERVED : 'references' | 'having' | 'finished' | 'autoimport' | 'remark' ;

IDENTIFIER : [a-z_] [a-z_0-9]* ;
QUOTED : '`' ~[`$\r\n]+ '`' ;
INTEGER : '0' | [1-9] [0-9]* ;
DECIMAL : ('0' | [1-9] [0-9]*) '.' [0-9]+ ;
STRING
    : '\'' (~['\\\r\n] | '\\' ~[\r\n])* '\''
    | '"' (~["\\\r\n] | '\\' ~[\r\n])* '"'
    ;

EQ : '=' ;
NE : '<>' | '!=' ;
LE : '<=' ;
GE : '>=' ;
LT : '<' ;
GT : '>' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
DIVIDE : '/' ;
MODULO : '%' ;
LPAREN : '(' ;
RPAREN : ')' ;
COMMA : ',' ;

SPACE : [ \t\r\n]+ -> skip ;

UNCLOSED_STRING
    : '\'' (~['\\\r\n] | '\\' ~[\r\n])*
    | '"' (~["\\\r\n] | '\\' ~[\r\n])*
    ;
UNCLOSED_NAME : '`' ~[`$\r\n]* ;
UNKNOWN : . ;
